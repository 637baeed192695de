import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './paths.js';

/**
 * @typedef {{ name: string, dir: string, manifest: Record<string, any> }} Package
 *   `dir` is absolute, `manifest` the parsed package.json
 */

/**
 * The published packages, each after the ones it depends on.
 * @returns {Package[]}
 */
export function readPackages() {
  const folder = inRoot('packages');
  const found = readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((dir) => existsSync(join(dir, 'package.json')))
    .map((dir) => {
      const manifest = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
      return { name: manifest.name, dir, manifest };
    });
  return inDependencyOrder(found);
}

/** @param {Package[]} packages */
function inDependencyOrder(packages) {
  const ordered = new Set();
  const add = (item) => {
    const needed = Object.keys({ ...item.manifest.dependencies, ...item.manifest.peerDependencies });
    for (const other of packages) if (needed.includes(other.name) && !ordered.has(other)) add(other);
    ordered.add(item);
  };
  for (const item of packages) add(item);
  return [...ordered];
}

/**
 * The importable entries of a package: its exports map without data files.
 * @param {Package} item
 * @returns {{ subpath: string, specifier: string, name: string, source: string }[]} e.g. `./agents`,
 *   `@plumbline/core/agents`, `agents`, absolute path of `src/agents.ts`
 */
export function entriesOf({ name, dir, manifest }) {
  return Object.entries(manifest.exports)
    .filter(([, target]) => target['@plumbline/source'])
    .map(([subpath, target]) => ({
      subpath,
      specifier: name + subpath.slice(1),
      name: target['@plumbline/source'].replace(/^\.\/src\/(.*)\.ts$/, '$1'),
      source: join(dir, target['@plumbline/source']),
    }));
}
