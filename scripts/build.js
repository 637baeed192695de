// `npm run build`: dist of every package, for publishing. Nothing in this repository needs it to run.
import { buildPackages } from './lib/build.js';
import { mainOnPinnedNode } from './lib/main.js';

await mainOnPinnedNode(async () => {
  if (!(await buildPackages())) process.exitCode = 1;
});
