// `npm run train -- MODEL [--folds 5] [--seed 1] [--data ../shared/data]`: builds a shipped model anew, bit for bit.
import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled } from './lib/install.js';
import { main } from './lib/main.js';
import { inRoot } from './lib/paths.js';
import { run } from './lib/process.js';
import { ensurePython, reproducible } from './lib/python.js';
import { findNode, SOURCE_FLAGS } from './lib/runtime.js';

const OPTIONS = {
  folds: { type: 'string', default: '5' },
  seed: { type: 'string', default: '1' },
  data: { type: 'string', default: '../shared/data' },
};

/** Models by the name of their file, with dashes; what has a dump alone only measures. */
function models() {
  const names = readdirSync(inRoot('training', 'models')).filter((name) => /^[a-z]\w*\.py$/.test(name));
  const measures = readdirSync(inRoot('training', 'dumps')).filter((name) => name.endsWith('.ts'));
  const all = [...names.map((name) => name.replaceAll('_', '-')), ...measures].map((name) =>
    name.replace(/\.\w+$/, ''),
  );
  return [...new Set(all)].sort();
}

/** Ends the script when a step of it failed. */
async function step(file, args, options) {
  const { code } = await run(file, args, options);
  if (code !== 0) throw new Error(`${file} ${args.slice(0, 3).join(' ')} ended with exit code ${code}.`);
}

await main(async () => {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  const [model] = positionals;
  if (!models().includes(model)) throw new Error(`Say which model to train: ${models().join(', ')}`);
  const data = resolve(process.cwd(), values.data);
  if (!existsSync(data)) throw new Error(`No training data at ${data}: name the folder with --data.`);

  await ensureInstalled();
  const dump = inRoot('training', '.cache', model);
  const program = inRoot('training', 'dumps', `${model}.ts`);
  if (existsSync(program)) {
    await step(findNode(), [...SOURCE_FLAGS, program, '--data', data, '--out', dump, '--folds', values.folds]);
  }
  if (!existsSync(inRoot('training', 'models', `${model.replaceAll('-', '_')}.py`))) return;
  const python = await ensurePython();
  const args = ['--folds', values.folds, '--seed', values.seed, '--data', data, '--dump', dump];
  await step(python, ['-m', 'training.train', model, ...args], { env: reproducible() });
});
