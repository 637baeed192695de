import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stripManifest } from './manifest.js';
import { readPackages } from './packages.js';
import { run } from './process.js';

/**
 * Packs every built package as it would be published. Works on copies: the checkout stays runnable meanwhile.
 * @param {string} folder where the tarballs go; is made when absent
 * @returns {Promise<{ name: string, file: string }[]>}
 * @throws {Error} when a package has no dist or npm fails
 */
export async function packPackages(folder) {
  mkdirSync(folder, { recursive: true });
  const packed = [];
  for (const { name, dir, manifest } of readPackages()) {
    if (!existsSync(join(dir, 'dist'))) throw new Error(`${name} has no dist: run "npm run build" first.`);
    const copy = join(folder, 'copies', basename(dir));
    for (const entry of ['package.json', 'README.md', ...manifest.files]) {
      if (existsSync(join(dir, entry))) cpSync(join(dir, entry), join(copy, entry), { recursive: true });
    }
    stripManifest(copy);
    rmSync(join(copy, 'package.json.before-pack'));
    const args = ['pack', '--silent', '--pack-destination', folder];
    const { code } = await run('npm', args, { cwd: copy, stdio: ['ignore', 'ignore', 'inherit'] });
    if (code !== 0) throw new Error(`"npm pack" of ${name} ended with exit code ${code}.`);
    const file = join(folder, `${name.replace('@', '').replace('/', '-')}-${manifest.version}.tgz`);
    packed.push({ name, file });
  }
  rmSync(join(folder, 'copies'), { recursive: true });
  return packed;
}
