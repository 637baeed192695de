// `npm run example -- 01 [args]`, `npm run -s bench -- NAME [args]`: runs one source file of a folder on the pinned Node.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './lib/install.js';
import { main } from './lib/main.js';
import { inRoot } from './lib/paths.js';
import { endAs, run } from './lib/process.js';
import { findNode, SOURCE_FLAGS } from './lib/runtime.js';

/** The one runnable file of the folder whose name is `wanted` or begins with it and a dash. */
function findSource(folder, wanted) {
  const dir = inRoot(folder);
  const names = existsSync(dir) ? readdirSync(dir).filter((name) => /^[a-z0-9-]+\.ts$/.test(name)) : [];
  const sources = names.map((name) => name.replace(/\.ts$/, '')).sort();
  const name = wanted?.replace(/^.*[\\/]/, '').replace(/\.ts$/, '');
  const exact = sources.filter((source) => source === name);
  const found = exact.length > 0 ? exact : sources.filter((source) => name && source.startsWith(`${name}-`));
  if (found.length === 1) return join(dir, `${found[0]}.ts`);
  const problem = !name ? 'Say which one to run' : found.length === 0 ? `No "${name}" here` : `"${name}" fits several`;
  throw new Error(`${problem}. In ${folder}/: ${sources.join(', ') || 'nothing yet'}`);
}

await main(async () => {
  const [folder = '', wanted, ...args] = process.argv.slice(2);
  const source = findSource(folder, wanted);
  await ensureInstalled();
  endAs(await run(findNode(), [...SOURCE_FLAGS, source, ...args]));
});
