// `npm start [-- --once]`: sets up what is missing, then runs the main job from source on the pinned Node.
import { ensureInstalled } from './lib/install.js';
import { main } from './lib/main.js';
import { endAs, run } from './lib/process.js';
import { findNode, SOURCE_FLAGS } from './lib/runtime.js';

await main(async () => {
  await ensureInstalled();
  endAs(await run(findNode(), [...SOURCE_FLAGS, 'packages/cli/src/start.ts', ...process.argv.slice(2)]));
});
