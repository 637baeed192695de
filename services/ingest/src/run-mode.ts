import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Clock } from '@plumbline/core';
import type { IngestService } from './compose.ts';
import { deadLetter } from './dead-letters/dead-letters.ts';
import { readManifest } from './manifest/read-manifest.ts';
import { runManifest } from './modes/run-manifest.ts';
import { runMap } from './modes/run-map.ts';
import { runQueue } from './modes/run-queue.ts';
import type { RunSummary } from './modes/run-summary.ts';
import type { Settings } from './settings.ts';
import type { ItemResult } from './worker/item-result.ts';

export interface RunModeOptions {
  readonly settings: Settings;
  readonly service: IngestService;
  readonly clock: Clock;
  /** Fires at the first SIGTERM: what is under way ends. */
  readonly stopping: AbortSignal;
  /** Fires when that takes too long. */
  readonly signal: AbortSignal;
  /** Takes one event of the log, which goes to standard error. */
  readonly log: (event: Record<string, unknown>) => void;
  /** Takes a line of standard output. */
  readonly write: (line: string) => void;
}

/** All is done. Some things could not be done now. Stopped before the end: run it again. */
const [DONE, LEFT, INTERRUPTED] = [0, 1, 75];

/** Runs the service in its mode. @returns the exit code */
export async function runMode(options: RunModeOptions): Promise<number> {
  const { settings, service } = options;
  if (settings.mode === 'queue') return await queueMode(options);
  if (settings.mode === 'map') return await mapMode(options);
  const summary = await manifestMode(options);
  if (settings.config.optimise && !summary.interrupted) await service.optimise();
  if (summary.interrupted) return INTERRUPTED;
  return summary.left.length > 0 ? LEFT : DONE;
}

async function queueMode(options: RunModeOptions): Promise<number> {
  const { settings, service, clock, stopping, signal, log } = options;
  const { lanes, firstPauseMs, leaseMs } = settings.config;
  const { sqs, deadLetters } = service;
  await runQueue({
    worker: logged(options),
    sqs,
    queueUrl: settings.target ?? '',
    deadLetters,
    clock,
    visibilitySeconds: Math.ceil(leaseMs / 1000),
    lanes,
    firstPauseMs,
    stopping,
    signal,
    untilEmpty: settings.untilEmpty,
    onTrouble: (trouble) => log({ event: 'trouble', ...trouble }),
  });
  return DONE;
}

async function manifestMode(options: RunModeOptions): Promise<RunSummary> {
  const { settings, service, stopping, signal, log } = options;
  const { target = '', bucket, shard, config } = settings;
  const { batchSize, lanes, retries, firstPauseMs } = config;
  const badRows: string[] = [];
  const items = readManifest(target.startsWith('s3://') ? target : resolve(target), {
    objects: service.objects,
    ...(bucket === undefined ? {} : { bucket }),
    onBadRow: (message) => {
      badRows.push(message);
      log({ event: 'bad-row', message });
    },
  });
  const summary = await runManifest({
    worker: logged(options),
    items,
    shard,
    batchSize,
    lanes,
    retries,
    firstPauseMs,
    stopping,
    signal,
  });
  // Every worker of an array reads every row: one of them tells.
  if (shard.index === 0) await sendBadRows(badRows, options);
  log({ event: 'summary', ...summary, left: summary.left.length, badRows: badRows.length });
  return summary;
}

async function sendBadRows(messages: readonly string[], { service, clock }: RunModeOptions): Promise<void> {
  const fix = 'Give each row an "uri", or "bucket" and "key"; then run the manifest again: what is done is skipped.';
  for (const message of messages) {
    const at = new Date(clock()).toISOString();
    await service.deadLetters.send(deadLetter({ at, code: 'INVALID_MANIFEST', message, fix }));
  }
}

async function mapMode(options: RunModeOptions): Promise<number> {
  const { settings, stopping, signal, write } = options;
  const { batchSize, lanes, retries, firstPauseMs } = settings.config;
  const input = settings.input === undefined ? await text(process.stdin) : await readFile(settings.input, 'utf8');
  const result = await runMap(JSON.parse(input), {
    worker: logged(options),
    batchSize,
    lanes,
    retries,
    firstPauseMs,
    stopping,
    signal,
  });
  const line = JSON.stringify(result);
  if (settings.output === undefined) write(line);
  else await writeFile(settings.output, `${line}\n`);
  return result.retry > 0 ? LEFT : DONE;
}

/** The worker, with a line of log for every item that is not in the index. */
function logged({ service, log }: RunModeOptions) {
  return {
    async process(
      items: Parameters<IngestService['worker']['process']>[0],
      signal?: AbortSignal,
    ): Promise<ItemResult[]> {
      const results = await service.worker.process(items, signal);
      for (const { item, status, code, message } of results) {
        if (code !== undefined) log({ event: 'item', uri: item.uri, status, code, message });
      }
      return results;
    },
  };
}
