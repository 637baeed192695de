import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from './service.ts';

const START_TIMEOUT_MS = 120_000;

/**
 * Starts a server that outlives this process, and waits until its log says that it is ready.
 *
 * @returns its pid
 */
export async function startProcess({ file, args, env }: Command, log: string, readyText: string): Promise<number> {
  const output = openSync(log, 'w');
  const child = spawn(file, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', output, output],
    detached: true,
  });
  closeSync(output);
  let problem: string | undefined;
  child.once('error', (error) => {
    problem = error.message;
  });
  child.once('exit', (code, signal) => {
    problem ??= `it ended with ${code ?? signal}`;
  });
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (problem === undefined && Date.now() < deadline) {
    if (child.pid !== undefined && readFileSync(log, 'utf8').includes(readyText)) {
      child.unref();
      return child.pid;
    }
    await sleep(100);
  }
  child.kill('SIGKILL');
  throw new Error(
    `"${file}" did not start: ${problem ?? 'not ready in time'}\n${readFileSync(log, 'utf8').slice(-4000)}`,
  );
}
