import { answerSchema } from '@plumbline/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EmptyProject } from './empty-project.ts';
import { publicEntries } from './entries.ts';

const entries = publicEntries();
const all = Object.values(entries).flat();

/** Program text that loads the entries in one way and prints, for each, its names and the URLs that came with it. */
const loadAll = (load: string) => `
  const loaded = {};
  for (const entry of ${JSON.stringify(all)}) loaded[entry] = await (${load})(entry);
  const names = Object.fromEntries(Object.entries(loaded).map(([entry, exports]) => [entry, Object.keys(exports).sort()]));
  const doubles = [];
  for (const [one, a] of Object.entries(loaded)) {
    for (const [two, b] of Object.entries(loaded)) {
      for (const name of Object.keys(a)) if (name in b && a[name] !== b[name]) doubles.push([one, two, name].join(' '));
    }
  }
  console.log(JSON.stringify({ names, doubles }));
`;

/** Program text that imports one entry and prints the files under node_modules that this loaded. */
const loadedBy = (entry: string) => `
  import { registerHooks } from 'node:module';
  const urls = [];
  registerHooks({ load: (url, context, next) => { urls.push(url); return next(url, context); } });
  await import('${entry}');
  console.log(JSON.stringify(urls.filter((url) => url.includes('node_modules'))));
`;

describe('the packed packages in an empty project', () => {
  const project = new EmptyProject();

  beforeAll(() => {
    const tarballs = process.env['PLUMBLINE_TARBALLS'];
    if (!tarballs) throw new Error('Run these tests by "npm run check": it builds and packs first.');
    project.install(tarballs);
  });

  afterAll(() => project.remove());

  it('load by import and by require, with the same names and one copy of each value', () => {
    project.write('load.mjs', loadAll('(entry) => import(entry)'));
    project.write(
      'load-cjs.mjs',
      `import { createRequire } from 'node:module';${loadAll('createRequire(import.meta.url)')}`,
    );
    const imported = JSON.parse(project.node(['load.mjs']));
    const required = JSON.parse(project.node(['load-cjs.mjs']));
    expect(imported.doubles).toEqual([]);
    expect(required.doubles).toEqual([]);
    expect(required.names).toEqual(imported.names);
  });

  it.each(['@plumbline/core', '@plumbline/core/audit', '@plumbline/core/sqlite'])(
    '%s loads neither LangGraph nor an SDK',
    (entry) => {
      project.write('loaded-by.mjs', loadedBy(entry));
      const urls: string[] = JSON.parse(project.node(['loaded-by.mjs']));
      expect(urls.some((url) => url.includes('@plumbline/core'))).toBe(true);
      expect(urls.filter((url) => /@langchain|langsmith|@aws-sdk|@smithy|@lancedb/.test(url))).toEqual([]);
    },
  );

  it.each([
    { resolution: 'node16', file: 'use.mts', module: 'node16', skipLibCheck: 'false' },
    // LangChain's own declarations for CommonJS do not pass: they import an ES module.
    { resolution: 'node16', file: 'use.cts', module: 'node16', skipLibCheck: 'true' },
    { resolution: 'bundler', file: 'use.ts', module: 'esnext', skipLibCheck: 'false' },
  ])('type-check with $resolution in $file', ({ resolution, file, module, skipLibCheck }) => {
    const lines = all.map((entry, index) => `import * as entry${index} from '${entry}';\nexport { entry${index} };`);
    const use = "import { PlumblineError, type Answer } from '@plumbline/core';";
    project.write(
      file,
      `${use}\nexport const text = (answer: Answer): string => answer.text;\nexport { PlumblineError };\n${lines.join('\n')}`,
    );
    const options = [
      '--noEmit',
      '--strict',
      '--target',
      'es2023',
      '--module',
      module,
      '--moduleResolution',
      resolution,
    ];
    project.mustRun('npx', ['tsc', ...options, '--types', 'node', '--skipLibCheck', skipLibCheck, file]);
  });

  it('the first example runs with plain node', () => {
    project.copy('examples/01-ask-a-filing.ts', '01-ask-a-filing.ts');
    project.copy('examples/corpus', 'corpus');
    expect(project.node(['01-ask-a-filing.ts'])).toContain('[1]');
  });

  it('the command runs from dist, and ask --json prints one answer and nothing else', () => {
    expect(project.mustRun('npx', ['plumbline', '--help'])).toContain('Usage: plumbline');
    project.copy('examples/corpus', 'corpus');
    const printed = project.run('npx', ['plumbline', 'ask', '--json', '--corpus', 'corpus', 'What is an index fund?']);
    expect(answerSchema.parse(JSON.parse(printed.stdout)).traceId).not.toBe('');
  });
});
