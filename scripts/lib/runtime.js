/**
 * Which Node runs the sources: the pinned platform package, else the current one when it is new enough.
 * This file must parse under Node 20 and without node_modules: it is what tells an old Node what to do.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './paths.js';

/** Sources carry types that Node strips by itself from this version on. */
const FLOOR = [22, 18];

/** Flags with which every source of this repository runs. */
export const SOURCE_FLAGS = ['--conditions=@plumbline/source', '--disable-warning=ExperimentalWarning'];

/** @param {string} version such as `v22.18.0` */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major > FLOOR[0] || (major === FLOOR[0] && minor >= FLOOR[1]);
}

/** The package that carries Node's binary for a platform, and where in node_modules the binary is. */
export function platformPackage(platform = process.platform, arch = process.arch) {
  const name = `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
  return { name, file: join(name, 'bin', platform === 'win32' ? 'node.exe' : 'node') };
}

/** The binary of the pinned Node, when the optional dependency of this platform is installed. */
function pinnedBinary() {
  const file = inRoot('node_modules', platformPackage().file);
  return existsSync(file) ? realpathSync(file) : undefined;
}

/** A binary for another C library exists but does not start (Alpine): then it does not count. */
function starts(file) {
  if (file === realpathSync(process.execPath)) return true;
  const { status, stdout } = spawnSync(file, ['--version'], { encoding: 'utf8' });
  return status === 0 && isNewEnough(stdout.trim());
}

/**
 * Path of the Node to run sources with.
 * @returns {string}
 * @throws {Error} when only an older Node is there; the message says how to fix it
 */
export function findNode() {
  const pinned = pinnedBinary();
  if (pinned && starts(pinned)) return pinned;
  if (isNewEnough(process.version)) return process.execPath;
  throw new Error(
    [
      `Plumbline runs on Node ${FLOOR.join('.')} or newer; this is Node ${process.version}.`,
      `The pinned Node 24 for ${process.platform}-${process.arch} is not in node_modules` +
        (pinned ? ' in a form that starts here.' : '.'),
      'Fix: run "npm ci" without --omit=optional; where no pinned Node exists (macOS, Alpine), install Node 24',
      'from https://nodejs.org or your package manager, then run the command again.',
    ].join('\n'),
  );
}
