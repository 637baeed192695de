// `npm run test:stack [-- vitest arguments]`: the tests on real servers, which start and stop by themselves.
import { mainOnPinnedNode } from './lib/main.js';
import { runStages } from './lib/stages.js';
import { runUnitTests } from './lib/unit-tests.js';

const config = ['--config', 'test/stack/vitest.config.ts'];

await mainOnPinnedNode(() =>
  runStages([{ name: 'real servers (vitest)', run: () => runUnitTests([...config, ...process.argv.slice(2)]) }]),
);
