// `npm run check [-- --update] [-- --only NAME]`: what a release needs beyond `npm test`. `--update` rewrites the API reports.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPackages } from './lib/build.js';
import { mainOnPinnedNode } from './lib/main.js';
import { runStages } from './lib/stages.js';
import { tool } from './lib/tools.js';
import { runUnitTests } from './lib/unit-tests.js';

const CRUISED = ['packages', 'services', 'examples', 'test', 'bench', 'training/dumps'];

function stages({ tarballs, update }) {
  return [
    { name: 'lockfile', run: async () => (await import('./checks/lockfile.js')).checkLockfile() },
    {
      name: 'imports (dependency-cruiser)',
      run: () => tool('dependency-cruiser', ['--config', '.dependency-cruiser.cjs', ...CRUISED]),
    },
    { name: 'unused (knip)', run: () => tool('knip', ['--no-progress']) },
    { name: 'build (tsup)', run: buildPackages },
    {
      name: 'packed (publint, attw)',
      run: async () => (await import('./checks/published.js')).checkPublished(tarballs),
    },
    { name: 'size (size-limit)', run: () => tool('size-limit', []) },
    {
      name: 'api (api-extractor)',
      run: async () => (await import('./checks/api-report.js')).checkApiReports({ update }),
    },
    { name: 'reference (typedoc)', run: () => tool('typedoc', []) },
    { name: 'docs (their examples)', run: async () => (await import('./checks/docs.js')).checkDocs() },
    { name: 'examples', run: async () => (await import('./checks/examples.js')).checkExamples() },
    {
      name: 'packaging (vitest)',
      run: () => {
        process.env.PLUMBLINE_TARBALLS = tarballs;
        return runUnitTests(['--config', 'test/packaging/vitest.config.ts']);
      },
    },
  ];
}

await mainOnPinnedNode(async () => {
  const { values } = parseArgs({ options: { update: { type: 'boolean', default: false }, only: { type: 'string' } } });
  const tarballs = mkdtempSync(join(tmpdir(), 'plumbline-tarballs-'));
  const wanted = stages({ tarballs, update: values.update }).filter(({ name }) => name.startsWith(values.only ?? ''));
  await runStages(wanted);
  rmSync(tarballs, { recursive: true, force: true });
});
