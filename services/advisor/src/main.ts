import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { serve } from '@hono/node-server';
import { composeEmbedded, embeddedEstate, localPrincipal } from '@plumbline/cli';
import { createApp } from './app.ts';
import { developmentIdentity, refuseEveryone } from './identity/identify.ts';
import { ADVISOR_VERSION } from './version.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8080' },
    home: { type: 'string' },
    corpus: { type: 'string' },
    'development-identity': { type: 'boolean', default: false },
  },
});

if (values['development-identity']) {
  console.error('WARNING: every caller is the development advisor. Never run this way outside your own machine.');
} else {
  console.error('No identity provider is configured: every question is refused (401). See --development-identity.');
}

const composition = await composeEmbedded({ estate: embeddedEstate(values.home, values.corpus) });
const app = createApp({
  ask: composition.ask,
  identify: values['development-identity'] ? developmentIdentity(localPrincipal({})) : refuseEveryone,
  newTraceId: randomUUID,
  version: ADVISOR_VERSION,
});
const server = serve({ fetch: app.fetch, port: Number(values.port), hostname: '127.0.0.1' }, ({ port }) => {
  console.error(`advisor listens on http://127.0.0.1:${port}`);
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close(async () => {
      await composition.close();
      process.exit(0);
    });
  });
}
