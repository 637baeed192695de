import { spawn } from 'node:child_process';
import type { Command } from './service.ts';

/** Runs a command to its end; what it prints is shown only when it fails. */
export async function runCommand({ file, args, env }: Command, cwd: string): Promise<void> {
  const child = spawn(file, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => output.push(text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'ENOENT' ? new Error(`"${file}" is not installed; see test/stack/README.md.`) : error);
    });
    child.once('close', resolve);
  });
  if (code === 0) return;
  throw new Error(`"${file} ${args.join(' ')}" ended with ${code} in ${cwd}:\n${output.join('').slice(-4000)}`);
}
