import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { inRoot, root } from './paths.js';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** The environment of child processes: the workspace's own tools, the pinned Node among them, come first. */
export function toolEnvironment() {
  const path = [inRoot('node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter);
  return { ...process.env, PATH: path };
}

/**
 * Runs a program in the checkout and passes signals on to it.
 * @param {string} file
 * @param {string[]} args
 * @param {{ stdio?: import('node:child_process').StdioOptions, cwd?: string, env?: NodeJS.ProcessEnv, shell?: boolean }} [options]
 * @returns {Promise<{ code: number, signal: NodeJS.Signals | null }>} rejects when the program cannot start
 */
export function run(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: root, env: toolEnvironment(), stdio: 'inherit', ...options });
    // A terminal sends Ctrl-C to the whole group; a second one from here would count as "stop at once".
    const forward = (signal) => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    for (const signal of FORWARDED) process.on(signal, forward);
    const release = () => {
      for (const signal of FORWARDED) process.off(signal, forward);
    };
    child.once('error', (error) => {
      release();
      reject(error);
    });
    child.once('close', (code, signal) => {
      release();
      resolve({ code: code ?? 1, signal });
    });
  });
}

/** Ends this process as the child ended: same exit code, or the same signal. */
export function endAs({ code, signal }) {
  if (signal) process.kill(process.pid, signal);
  else process.exitCode = code;
}
