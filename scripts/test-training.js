// `npm run test:training`: unit tests of the training frame. CI runs it; npm test and npm start never need Python.
import { spawnSync } from 'node:child_process';
import { main } from './lib/main.js';
import { root } from './lib/paths.js';
import { findPython, installedPython, reproducible } from './lib/python.js';

await main(async () => {
  const python = installedPython() ?? findPython();
  if (!python) {
    console.log('No Python 3.11 to 3.13 on the path: the training frame was not tested.\n0 passed, 0 failed');
    return;
  }
  const args = ['-m', 'training.tests'];
  const { status } = spawnSync(python, args, { cwd: root, env: reproducible(), stdio: 'inherit' });
  process.exitCode = status ?? 1;
});
