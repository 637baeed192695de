import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheFolder, serviceFolder } from './lib/folders.ts';
import { freePorts } from './lib/free-ports.ts';
import { isProcessWith } from './lib/is-alive.ts';
import { startProcess } from './lib/start-process.ts';
import { addUser, dataFolder, type Running, readRunning, removeUser, writeRunning } from './lib/state.ts';
import { withLock } from './lib/with-lock.ts';
import { SERVICES, type ServiceName } from './services.ts';

/** Name of the variable that tells test processes which run they belong to. */
const RUN = 'PLUMBLINE_STACK_RUN';
const STOP_TIMEOUT_MS = 15_000;

/** Starts a server and keeps it until {@link stop}; one that runs already is taken over. */
export async function keepUp(name: ServiceName): Promise<Running> {
  return await locked(name, async () => {
    const running = { ...((await readRunning(name)) ?? (await start(name))), isKept: true };
    await writeRunning(name, running);
    return running;
  });
}

/**
 * Where a server is, for a test. It is started when it is not running, and stopped after the last test run that asked
 * for it, unless `npm run stack:up` started it.
 *
 * @example const url = await stackUrl('opensearch');
 */
export async function stackUrl(name: ServiceName): Promise<string> {
  const run = Number(process.env[RUN]);
  if (!(run > 0)) throw new Error('Tests on real servers run through "npm run test:stack [-- FILE]".');
  return await locked(name, async () => {
    await addUser(name, run);
    const found = await readRunning(name);
    if (found !== undefined) return found.url;
    const running = await start(name);
    await writeRunning(name, running);
    return running.url;
  });
}

/** Begins a test run in this process. Answers what ends it. */
export function beginRun(): () => Promise<void> {
  process.env[RUN] = String(process.pid);
  return async () => {
    for (const name of Object.keys(SERVICES) as ServiceName[]) {
      await locked(name, async () => {
        const isUsed = await removeUser(name, process.pid);
        const running = await readRunning(name);
        if (running !== undefined && !running.isKept && !isUsed) await end(name, running);
      });
    }
  };
}

/** Stops a server. Answers whether it ran. */
export async function stop(name: ServiceName): Promise<boolean> {
  return await locked(name, async () => {
    const running = await readRunning(name);
    if (running !== undefined) await end(name, running);
    return running !== undefined;
  });
}

async function locked<T>(name: ServiceName, action: () => Promise<T>): Promise<T> {
  return await withLock(join(serviceFolder(name), 'lock'), action);
}

async function start(name: ServiceName): Promise<Running> {
  const service = SERVICES[name];
  const home = await service.install(cacheFolder());
  const data = dataFolder(name);
  await rm(data, { recursive: true, force: true });
  await mkdir(data, { recursive: true });
  const ports = await freePorts(service.ports);
  const log = join(serviceFolder(name), 'server.log');
  const pid = await startProcess(service.command({ home, data, ports }), log, service.readyText);
  return { pid, url: service.url(ports), ports, startedAt: new Date().toISOString(), isKept: false };
}

/** Asks it to end, and makes it end when it does not. */
async function end(name: ServiceName, { pid }: Running): Promise<void> {
  const data = dataFolder(name);
  process.kill(pid, 'SIGTERM');
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (isProcessWith(pid, data)) {
    if (Date.now() > deadline) process.kill(pid, 'SIGKILL');
    await sleep(50);
  }
  await rm(data, { recursive: true, force: true });
  await rm(join(serviceFolder(name), 'state.json'), { force: true });
}
