import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../peers/', import.meta.url));

/**
 * Installs the libraries we compare with, from their own lockfile in `bench/peers`, when that has not been done since
 * the lockfile changed. What npm says goes to standard error.
 *
 * @returns the folder of the peers
 * @throws Error when npm fails
 */
export function ensurePeers(): string {
  if (installedAt() >= statSync(`${folder}package-lock.json`).mtimeMs) return folder;
  process.stderr.write('Installing the libraries to compare with (bench/peers) …\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status, error } = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    throw new Error(`"npm ci" failed in bench/peers (code ${status}); run it there by hand to see why.`, {
      cause: error,
    });
  }
  return folder;
}

/** When npm last finished an install here, in epoch milliseconds; 0 for never. */
function installedAt(): number {
  return statSync(`${folder}node_modules/.package-lock.json`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
