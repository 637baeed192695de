// `npm run test:nodes -- 22 26`: the unit tests on the newest release of other Node lines, kept under the home folder.
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { mainOnPinnedNode } from './lib/main.js';
import { inRoot } from './lib/paths.js';
import { run } from './lib/process.js';
import { platformPackage } from './lib/runtime.js';
import { runStages } from './lib/stages.js';
import { runUnitTests } from './lib/unit-tests.js';

/**
 * Installs the newest release of a Node line and answers its binary. Not the package `node`: its install script, which
 * fetches the binary, is off in npm 12 and under --ignore-scripts.
 */
async function installNode(line) {
  const folder = join(homedir(), '.cache', 'plumbline', `node-${line}`);
  mkdirSync(folder, { recursive: true });
  const { name, file } = platformPackage();
  const { code } = await run('npm', ['install', '--no-save', '--silent', '--prefix', folder, `${name}@${line}`]);
  if (code !== 0) throw new Error(`"npm install ${name}@${line}" ended with exit code ${code}.`);
  return join(folder, 'node_modules', file);
}

/** vitest rewrites newer syntax for an older Node; a checkout without the pinned Node runs the sources as they are. */
async function parsesOn(node) {
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const { code } = await run(node, [...flags, inRoot('scripts', 'lib', 'parse-sources.js')]);
  return code === 0;
}

async function testOn(line) {
  const node = await installNode(line);
  const parses = await parsesOn(node);
  const { passed, failed } = await runUnitTests([], { node });
  return { passed: passed + Number(parses), failed: failed + Number(!parses) };
}

await mainOnPinnedNode(() =>
  runStages(process.argv.slice(2).map((line) => ({ name: `unit tests on Node ${line}`, run: () => testOn(line) }))),
);
