import { existsSync, readFileSync } from 'node:fs';
import { inRoot } from './paths.js';
import { run } from './process.js';

const readPackages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

/**
 * Why an install is needed, or undefined when node_modules is what package-lock.json says.
 * npm notes what it installed in node_modules/.package-lock.json, last of all: an interrupted install counts as none.
 * @param {{ lock: string, installed: string }} files
 */
export function reasonToInstall({ lock, installed }) {
  if (!existsSync(installed)) return 'node_modules is missing or incomplete';
  const have = readPackages(installed);
  for (const [path, entry] of Object.entries(readPackages(lock))) {
    if (!path.includes('node_modules/')) continue;
    const found = have[path];
    const isLeftOut = !found && (entry.optional || entry.peer || entry.devOptional);
    if (!isLeftOut && found?.version !== entry.version) return `${path} differs from package-lock.json`;
  }
  return undefined;
}

/** npm as the user started it: inside a script of npm, PATH leads to the Node that an install replaces. */
function npmCommand() {
  const { npm_execpath: cli, npm_node_execpath: node } = process.env;
  if (cli && node && existsSync(cli) && existsSync(node) && !node.startsWith(inRoot('node_modules'))) {
    return { file: node, prefix: [cli], shell: false };
  }
  return { file: 'npm', prefix: [], shell: process.platform === 'win32' };
}

/**
 * Installs the locked dependencies when node_modules is absent or differs from package-lock.json. What npm prints goes
 * to stderr, so that a command may keep its stdout for data.
 * @returns {Promise<boolean>} whether an install ran
 */
export async function ensureInstalled() {
  const reason = reasonToInstall({
    lock: inRoot('package-lock.json'),
    installed: inRoot('node_modules', '.package-lock.json'),
  });
  if (!reason) return false;
  console.error(`Installing the locked dependencies with "npm ci" (${reason}); this takes about a minute…`);
  const { file, prefix, shell } = npmCommand();
  const args = [...prefix, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code } = await run(file, args, { stdio: ['ignore', 2, 2], env: process.env, shell });
  if (code !== 0) throw new Error(`"npm ci" ended with exit code ${code}: see its message above, then try again.`);
  return true;
}
