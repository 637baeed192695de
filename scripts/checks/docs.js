import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readPackages } from '../lib/packages.js';
import { inRoot, root } from '../lib/paths.js';
import { run } from '../lib/process.js';
import { tool } from '../lib/tools.js';

const FENCE = /^```ts\n([\s\S]*?)^```$/gm;
const RUN_FENCE = /^```sh run\n([\s\S]*?)^```$/gm;

/** The Markdown files whose examples a reader may copy. */
function documents() {
  const guides = existsSync(inRoot('docs'))
    ? readdirSync(inRoot('docs'), { recursive: true }).map((name) => inRoot('docs', String(name)))
    : [];
  const readmes = readPackages().map(({ dir }) => join(dir, 'README.md'));
  const own = [inRoot('README.md'), inRoot('CONTRIBUTING.md'), inRoot('SECURITY.md')];
  return [...own, ...readmes, ...guides.filter((file) => file.endsWith('.md') && !file.includes('/api/'))].filter(
    (file) => existsSync(file),
  );
}

/** Writes each example as a file named after its document, on the document's own line numbers; answers the names. */
function writeExamples(folder) {
  const names = [];
  for (const file of documents()) {
    const text = readFileSync(file, 'utf8');
    for (const { 1: code, index } of text.matchAll(FENCE)) {
      const lines = text.slice(0, index).split('\n').length;
      const name = relative(root, file).replaceAll(/[/\\.]/g, '-');
      names.push(`${name}-line-${lines}.ts`);
      writeFileSync(join(folder, names.at(-1)), `${'\n'.repeat(lines)}${code}\nexport {};\n`);
    }
  }
  return names;
}

/** The commands of all documents that say so (`sh run`) are run in the checkout and end well; answers whether they did. */
async function runCommands() {
  let isGood = true;
  for (const file of documents()) {
    const text = readFileSync(file, 'utf8');
    for (const { 1: commands, index } of text.matchAll(RUN_FENCE)) {
      const { code } = await run('bash', ['-euo', 'pipefail', '-c', commands]);
      console.log(
        `${code === 0 ? '✓' : '✗'} commands of ${relative(root, file)}, line ${text.slice(0, index).split('\n').length}`,
      );
      isGood &&= code === 0;
    }
  }
  return isGood;
}

/** The TypeScript examples of all documents compile against the sources, and their commands run. */
export async function checkDocs() {
  const folder = inRoot('.docs-check');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  try {
    const files = writeExamples(folder);
    const config = {
      extends: '../tsconfig.json',
      compilerOptions: { noUnusedLocals: false, noUnusedParameters: false },
      files,
      include: [],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const compiled = await tool('typescript', ['-p', folder], { command: 'tsc' });
    console.log(`${files.length} examples ${compiled ? 'compile' : 'were compiled, with errors'}`);
    return (await runCommands()) && compiled;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
