import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './paths.js';

const SOURCE_CONDITION = '@plumbline/source';
const BACKUP = 'package.json.before-pack';

/**
 * The manifest as it is published: no source condition (Node strips no types under node_modules, and src is not packed)
 * and no scripts of this workspace.
 * @param {Record<string, any>} manifest
 */
function publishedManifest({ scripts: _scripts, ...manifest }) {
  const exports = Object.entries(manifest.exports).map(([subpath, target]) => {
    if (typeof target === 'string') return [subpath, target];
    const { [SOURCE_CONDITION]: _source, ...rest } = target;
    return [subpath, rest];
  });
  return { ...manifest, exports: Object.fromEntries(exports) };
}

/**
 * Turns a package folder into its published form for `npm pack`. Keeps the original beside it; after an interrupted
 * pack the kept one still is the original, and is not overwritten by the stripped one.
 * @param {string} dir
 */
export function stripManifest(dir) {
  const file = join(dir, 'package.json');
  const text = readFileSync(file, 'utf8');
  if (text.includes(SOURCE_CONDITION)) replaceFile(join(dir, BACKUP), text);
  replaceFile(file, `${JSON.stringify(publishedManifest(JSON.parse(text)), null, 2)}\n`);
  copyFileSync(inRoot('LICENSE'), join(dir, 'LICENSE'));
}

/**
 * Undoes {@link stripManifest}; does nothing where there is nothing to undo.
 * @param {string} dir
 */
export function restoreManifest(dir) {
  const backup = join(dir, BACKUP);
  if (existsSync(backup)) renameSync(backup, join(dir, 'package.json'));
  rmSync(join(dir, 'LICENSE'), { force: true });
}

/** A file is either the old or the new one, also when the process ends in the middle. */
function replaceFile(file, text) {
  writeFileSync(`${file}.tmp`, text);
  renameSync(`${file}.tmp`, file);
}
