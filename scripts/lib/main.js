import { realpathSync } from 'node:fs';
import { ensureInstalled } from './install.js';
import { endAs, run } from './process.js';
import { findNode } from './runtime.js';

/**
 * Runs a script's main function: a failure is one message on stderr and exit code 1, without a stack.
 * @param {() => Promise<void>} body
 */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

/**
 * As {@link main}, after an install when one is needed, and on the pinned Node: this process, or another one with the
 * same arguments when an older Node started the script.
 * @param {() => Promise<void>} body
 */
export function mainOnPinnedNode(body) {
  return main(async () => {
    const hasInstalled = await ensureInstalled();
    const node = findNode();
    if (!hasInstalled && node === realpathSync(process.execPath)) await body();
    else endAs(await run(node, process.argv.slice(1)));
  });
}
