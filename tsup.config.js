// One build for every package: scripts/build.js runs it in each package's folder. The exports map is the only list of entries.
import { existsSync, readFileSync } from 'node:fs';
import { defineConfig } from 'tsup';

/** Run directly and never imported, hence in no exports map. */
const PROGRAM = 'src/main.ts';

/** `{ agents: 'src/agents.ts' }` for each subpath of package.json that names a source. */
function entries() {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
  const sources = Object.values(exports).flatMap((target) => target['@plumbline/source'] ?? []);
  return Object.fromEntries(sources.map((source) => [source.replace(/^\.\/src\/(.*)\.ts$/, '$1'), source]));
}

const shared = {
  tsconfig: '../../tsconfig.json',
  outDir: 'dist',
  target: 'node22',
  platform: 'node',
  sourcemap: true,
  splitting: true,
  skipNodeModulesBundle: true,
  external: [/^@plumbline\//],
  shims: true,
  // node:sqlite exists under its prefix only.
  removeNodeProtocol: false,
  silent: true,
};

const library = { ...shared, entry: entries(), format: ['esm', 'cjs'], dts: true };
const program = { ...shared, entry: { main: PROGRAM }, format: ['esm'], dts: false };

export default defineConfig(existsSync(PROGRAM) ? [library, program] : [library]);
