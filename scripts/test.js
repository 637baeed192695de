// `npm test [-- vitest arguments]`: sets up what is missing, then types, lint, and the unit and embedded tests.
import { ensureInstalled } from './lib/install.js';
import { main } from './lib/main.js';
import { runStages } from './lib/stages.js';
import { tool } from './lib/tools.js';
import { runUnitTests } from './lib/unit-tests.js';

await main(async () => {
  await ensureInstalled();
  await runStages([
    { name: 'types (tsc)', run: () => tool('typescript', ['-p', 'tsconfig.json'], { command: 'tsc' }) },
    { name: 'lint (biome)', run: () => tool('@biomejs/biome', ['check', '.'], { command: 'biome' }) },
    { name: 'unit and embedded (vitest)', run: () => runUnitTests(process.argv.slice(2)) },
  ]);
});
