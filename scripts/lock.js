// `npm run lock`: writes package-lock.json anew from every package.json, complete for all platforms. See lib/lockfile.js.
import { readFileSync, writeFileSync } from 'node:fs';
import { completeLock } from './lib/lockfile.js';
import { main } from './lib/main.js';
import { inRoot } from './lib/paths.js';
import { run } from './lib/process.js';

await main(async () => {
  const { code } = await run('npm', ['install', '--package-lock-only', '--ignore-scripts', '--loglevel=error']);
  if (code !== 0) throw new Error(`npm ended with exit code ${code}`);
  const file = inRoot('package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const added = completeLock(lock);
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(added.length > 0 ? `Added what the registry lacks: ${added.join(', ')}` : 'The lockfile is complete.');
});
