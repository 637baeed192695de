import { readFileSync } from 'node:fs';
import { inRoot } from './paths.js';
import { run } from './process.js';
import { findNode } from './runtime.js';

/** The file behind a command of an installed package, to be run by the pinned Node and not by what `env` finds. */
function binFile(packageName, command) {
  const dir = inRoot('node_modules', ...packageName.split('/'));
  const { bin } = JSON.parse(readFileSync(`${dir}/package.json`, 'utf8'));
  return `${dir}/${typeof bin === 'string' ? bin : bin[command]}`;
}

/**
 * Runs a development tool of the workspace on the pinned Node.
 * @param {string} packageName npm package that carries the tool
 * @param {string[]} args
 * @param {{ command?: string, cwd?: string, node?: string }} [options] `command` when it differs from the package's name
 * @returns {Promise<boolean>} whether it ended with 0
 */
export async function tool(packageName, args, { command = packageName, cwd, node = findNode() } = {}) {
  const { code } = await run(node, [binFile(packageName, command), ...args], cwd ? { cwd } : {});
  return code === 0;
}
