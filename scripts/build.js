// `npm run build`: dist of every package, for publishing. Nothing in this repository needs it to run.
import { buildPackages } from './lib/build.js';
import { ensureInstalled } from './lib/install.js';
import { main } from './lib/main.js';

await main(async () => {
  await ensureInstalled();
  if (!(await buildPackages())) process.exitCode = 1;
});
