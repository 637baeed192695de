import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { configSchema, flagOf, type IngestConfig, parseConfig, settingsOf } from './config.ts';
import { IngestServiceError } from './errors.ts';
import { type Shard, shardOf } from './items/shard.ts';

export const MODES = ['queue', 'manifest', 'batch', 'map'] as const;
export type Mode = (typeof MODES)[number];

/** What a command line and an environment say. */
export interface Settings {
  readonly mode: Mode;
  /** URL of the queue, or address of the manifest; absent for `map`. */
  readonly target: string | undefined;
  readonly shard: Shard;
  readonly config: IngestConfig;
  /** The bucket of manifest rows that name a key only. */
  readonly bucket: string | undefined;
  /** A file with the input of `map`. Default: standard input. */
  readonly input: string | undefined;
  /** A file for the result of `map`. Default: the last line of standard output. */
  readonly output: string | undefined;
  /** End when the queue is empty. */
  readonly untilEmpty: boolean;
}

export interface SettingsOptions {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Part of this worker's name where neither a flag nor Batch gives one. */
  readonly processId: string;
}

const USAGE = `usage: main.ts queue QUEUE_URL [--until-empty]
       main.ts manifest FILE_OR_S3_URI [--bucket NAME]
       main.ts batch FILE_OR_S3_URI --array-size N   (its index comes from AWS_BATCH_JOB_ARRAY_INDEX)
       main.ts map [--input FILE] [--output FILE]
settings, as flags or as INGEST_… in the environment:
       ${Object.keys(configSchema.shape)
         .map((name) => `--${flagOf(name)}`)
         .join(' ')}`;

/** @throws IngestServiceError INVALID_CONFIGURATION */
export function readSettings({ args, environment, processId }: SettingsOptions): Settings {
  const { values, positionals } = parseFlags(args);
  const [mode, target] = positionals;
  if (!isMode(mode) || (mode !== 'map' && target === undefined)) throw wrong(USAGE);
  const own = ['array-size', 'bucket', 'input', 'output', 'until-empty'];
  const flags = Object.fromEntries(
    Object.keys(configSchema.shape).flatMap((name) => {
      const value = values[flagOf(name)];
      return value === undefined || own.includes(flagOf(name)) ? [] : [[name, value]];
    }),
  );
  const batchIndex = environment['AWS_BATCH_JOB_ARRAY_INDEX'];
  return {
    mode,
    target,
    shard:
      mode === 'batch'
        ? shardOf(batchIndex, text(values['array-size']) ?? environment['INGEST_ARRAY_SIZE'])
        : shardOf(undefined, undefined),
    config: parseConfig({
      owner: environment['AWS_BATCH_JOB_ID'] ?? `${hostname()}-${processId}`,
      tempFolder: join(tmpdir(), 'plumbline-ingest'),
      region: environment['AWS_REGION'],
      ...withoutAbsent(settingsOf(environment)),
      ...flags,
    }),
    bucket: text(values['bucket']),
    input: text(values['input']),
    output: text(values['output']),
    untilEmpty: values['until-empty'] === true,
  };
}

/** Whether it was this machine that said which sources to read. */
export function isLocalManifest({ mode, target = '' }: Settings): boolean {
  return (mode === 'manifest' || mode === 'batch') && !target.startsWith('s3://');
}

interface Flags {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
}

function parseFlags(args: readonly string[]): Flags {
  const names = [...Object.keys(configSchema.shape).map(flagOf), 'array-size', 'bucket', 'input', 'output'];
  const strings = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...strings, 'until-empty': { type: 'boolean' } },
    });
  } catch (cause) {
    throw wrong(`${cause instanceof Error ? cause.message : ''}\n${USAGE}`, cause);
  }
}

function text(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function withoutAbsent(settings: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

function isMode(mode: string | undefined): mode is Mode {
  return MODES.some((known) => known === mode);
}

function wrong(message: string, cause?: unknown): IngestServiceError {
  return new IngestServiceError('INVALID_CONFIGURATION', message, { cause });
}
