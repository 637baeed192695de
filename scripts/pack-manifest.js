// `node ../../scripts/pack-manifest.js strip|restore` in a package's folder: its prepack and postpack.
import process from 'node:process';
import { restoreManifest, stripManifest } from './lib/manifest.js';

const actions = { strip: stripManifest, restore: restoreManifest };
const action = actions[process.argv[2]];
if (action) action(process.cwd());
else {
  console.error('usage: pack-manifest.js strip|restore, in the folder of a package');
  process.exitCode = 2;
}
