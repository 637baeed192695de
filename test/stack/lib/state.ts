import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serviceFolder } from './folders.ts';
import { isAlive, isProcessWith } from './is-alive.ts';

/** A server as it was started; written to `state.json` in the folder of the service. */
export interface Running {
  readonly pid: number;
  readonly url: string;
  readonly ports: readonly number[];
  readonly startedAt: string;
  /** Started by `npm run stack:up`: tests leave it running. */
  readonly isKept: boolean;
}

/** The state of a service whose process still runs. */
export async function readRunning(service: string): Promise<Running | undefined> {
  const text = await readFile(join(serviceFolder(service), 'state.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const running: Running = JSON.parse(text);
  return isProcessWith(running.pid, dataFolder(service)) ? running : undefined;
}

export async function writeRunning(service: string, running: Running): Promise<void> {
  const path = join(serviceFolder(service), 'state.json');
  await writeFile(`${path}.draft`, `${JSON.stringify(running, null, 2)}\n`);
  await rename(`${path}.draft`, path);
}

export function dataFolder(service: string): string {
  return join(serviceFolder(service), 'run');
}

/** Notes that a test run uses a service, so that another run does not stop it. */
export async function addUser(service: string, run: number): Promise<void> {
  await mkdir(usersFolder(service), { recursive: true });
  await writeFile(join(usersFolder(service), String(run)), '');
}

/** Takes the note of a run away. Answers whether other runs use the service. */
export async function removeUser(service: string, run: number): Promise<boolean> {
  const users = await readdir(usersFolder(service)).catch(() => []);
  const gone = users.filter((pid) => Number(pid) === run || !isAlive(Number(pid)));
  for (const pid of gone) await rm(join(usersFolder(service), pid), { force: true });
  return users.length > gone.length;
}

function usersFolder(service: string): string {
  return join(serviceFolder(service), 'users');
}
