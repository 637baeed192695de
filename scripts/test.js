// `npm test [-- vitest arguments]`: sets up what is missing, then types, lint, and the unit and embedded tests.
import { mainOnPinnedNode } from './lib/main.js';
import { runStages } from './lib/stages.js';
import { tool } from './lib/tools.js';
import { runUnitTests } from './lib/unit-tests.js';

await mainOnPinnedNode(async () => {
  await runStages([
    { name: 'types (tsc)', run: () => tool('typescript', ['-p', 'tsconfig.json'], { command: 'tsc' }) },
    { name: 'lint (biome)', run: () => tool('@biomejs/biome', ['check', '.'], { command: 'biome' }) },
    { name: 'unit and embedded (vitest)', run: () => runUnitTests(process.argv.slice(2)) },
  ]);
});
