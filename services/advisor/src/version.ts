import manifest from '../package.json' with { type: 'json' };

/** The released version of the service. */
export const ADVISOR_VERSION: string = manifest.version;
