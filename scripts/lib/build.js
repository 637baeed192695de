import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readPackages } from './packages.js';
import { inRoot } from './paths.js';
import { tool } from './tools.js';

/** tsup resolves types against the sources of the other packages, so that builds may run side by side. */
const SIDE_BY_SIDE = 2;

/**
 * Builds dist of every package: ESM, CJS, declarations and source maps.
 * @returns {Promise<boolean>} whether all of them built
 */
export async function buildPackages() {
  const waiting = readPackages();
  const results = [];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      rmSync(join(next.dir, 'dist'), { recursive: true, force: true });
      const since = performance.now();
      const built = await tool('tsup', ['--config', inRoot('tsup.config.js')], { cwd: next.dir });
      console.log(`${built ? 'built' : 'FAILED'} ${next.name} in ${((performance.now() - since) / 1000).toFixed(1)} s`);
      results.push(built);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  return results.every(Boolean);
}
