import { randomUUID } from 'node:crypto';
import { composeIngest } from './compose.ts';
import { describeError } from './errors.ts';
import { isAborted } from './is-aborted.ts';
import { runMode } from './run-mode.ts';
import { isLocalManifest, readSettings } from './settings.ts';

const [BAD_CONFIGURATION, INTERRUPTED, FAILED] = [2, 75, 1];
const BAD = ['INVALID_CONFIGURATION', 'INVALID_MANIFEST', 'MISSING_DEPENDENCY', 'INDEX_MISMATCH'];

const write = (line: string) => void process.stdout.write(`${line}\n`);
const log = (event: Record<string, unknown>) => void process.stderr.write(`${JSON.stringify(event)}\n`);
const stopping = new AbortController();
const ending = new AbortController();
const runId = randomUUID();

try {
  const settings = readSettings({
    args: process.argv.slice(2),
    environment: process.env,
    processId: runId.slice(0, 8),
  });
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      log({ event: 'stopping', signal: name });
      stopping.abort();
      setTimeout(() => ending.abort(), settings.config.drainMs).unref();
    });
  }
  const service = await composeIngest(settings.config, {
    clock: Date.now,
    runId,
    write,
    mode: settings.mode,
    localFiles: isLocalManifest(settings),
  });
  log({ event: 'started', mode: settings.mode, owner: settings.config.owner, shard: settings.shard });
  try {
    process.exitCode = await runMode({
      settings,
      service,
      clock: Date.now,
      stopping: stopping.signal,
      signal: ending.signal,
      log,
      write,
    });
  } finally {
    await service.close();
  }
} catch (error) {
  const trouble = describeError(error);
  log({ event: 'failed', ...trouble });
  if (isAborted(ending.signal)) process.exitCode = INTERRUPTED;
  else process.exitCode = BAD.includes(trouble.code) ? BAD_CONFIGURATION : FAILED;
}
