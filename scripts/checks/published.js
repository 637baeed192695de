import { packPackages } from '../lib/pack.js';
import { tool } from '../lib/tools.js';

/**
 * What npm would publish: publint (warnings count) and "are the types wrong" for ESM, CJS and bundlers.
 * @param {string} folder where the tarballs are left for the checks that follow
 */
export async function checkPublished(folder) {
  const results = [];
  for (const { file } of await packPackages(folder)) {
    results.push(await tool('publint', ['run', file, '--strict']));
    const args = [file, '--profile', 'node16', '--format', 'ascii', '--no-color', '--no-emoji'];
    results.push(await tool('@arethetypeswrong/cli', args, { command: 'attw' }));
  }
  return { passed: results.filter(Boolean).length, failed: results.filter((passed) => !passed).length };
}
