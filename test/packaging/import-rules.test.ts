import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const packages = ['core', 'retrievers', 'router', 'guardrails', 'eval', 'cli'];
const violation = (file: string, rule: string, source: string, imported: Record<string, string> = {}) => ({
  rule,
  files: { [file]: source, ...imported },
});

const violations = [
  violation('packages/core/src/text/a.ts', 'no-cycles', "export * from './b.ts';", {
    'packages/core/src/text/b.ts': "export * from './a.ts';",
  }),
  violation('packages/core/src/contracts/a.ts', 'contracts-know-only-zod', "import 'node:fs';"),
  violation('packages/core/src/contracts/a.ts', 'contracts-know-only-zod', "import '../text/b.ts';", {
    'packages/core/src/text/b.ts': 'export {};',
  }),
  violation('packages/core/src/figures/a.ts', 'core-pure-below-middle', "import '../state/b.ts';", {
    'packages/core/src/state/b.ts': 'export {};',
  }),
  violation('packages/core/src/audit/a.ts', 'core-middle-below-agents', "import '../agents/b.ts';", {
    'packages/core/src/agents/b.ts': 'export {};',
  }),
  violation('packages/core/src/index.ts', 'core-loads-langgraph-in-agents-only', "import '@langchain/langgraph';"),
  violation('packages/core/src/state/a.ts', 'core-loads-langgraph-in-agents-only', "import '@langchain/langgraph';"),
  violation('packages/core/src/text/a.ts', 'core-imports-no-sibling', "import '@plumbline/router';"),
  violation('packages/retrievers/src/a.ts', 'retrievers-imports-no-sibling', "import '@plumbline/guardrails';"),
  violation('packages/router/src/a.ts', 'router-imports-no-sibling', "import '@plumbline/retrievers';"),
  violation('packages/guardrails/src/a.ts', 'guardrails-imports-no-sibling', "import type {} from '@plumbline/eval';"),
  violation('packages/eval/src/a.ts', 'eval-imports-no-sibling', "import '@plumbline/cli';"),
  violation('packages/cli/src/a.ts', 'packages-meet-by-public-entries', "import '../../core/src/index.ts';"),
  violation('examples/01-a.ts', 'packages-meet-by-public-entries', "import '../packages/core/src/index.ts';"),
  violation('infra/lib/a.ts', 'infra-imports-no-package', "import '@plumbline/core';"),
  violation('packages/core/src/text/a.ts', 'tests-stay-out-of-sources', "import './b.test.ts';", {
    'packages/core/src/text/b.test.ts': 'export {};',
  }),
  violation('packages/core/src/text/a.ts', 'unresolvable', "import './missing.ts';"),
];

const allowed = {
  'packages/core/src/contracts/a.ts': "import { z } from 'zod'; import type { B } from '../text/b.ts';",
  'packages/core/src/text/b.ts': 'export type B = string;',
  'packages/core/src/agents/a.ts': "import '@langchain/langgraph'; import '../text/b.ts';",
  'packages/router/src/a.ts': "import '@plumbline/core';",
  'packages/cli/src/a.ts': "import '@plumbline/router'; import '@plumbline/core';",
  'examples/01-a.ts': "import '@plumbline/cli'; import '@plumbline/core';",
};

describe('the import rules', () => {
  let dir: string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'plumbline-rules-'));
    for (const name of packages) {
      write(`packages/${name}/src/index.ts`, 'export {};');
      cpSync(join(root, 'packages', name, 'package.json'), join(dir, 'packages', name, 'package.json'));
      link(join(dir, 'packages', name), `node_modules/@plumbline/${name}`);
    }
    for (const name of ['zod', '@langchain']) link(join(root, 'node_modules', name), `node_modules/${name}`);
    cpSync(join(root, 'tsconfig.json'), join(dir, 'tsconfig.json'));
    write('package.json', '{ "type": "module", "workspaces": ["packages/*"] }');
  });

  afterEach(() => rmSync(dir, { recursive: true }));

  it.each(violations)('$rule fires', ({ rule, files }) => {
    for (const [file, text] of Object.entries(files)) write(file, text);
    expect(brokenRules()).toContain(rule);
  });

  it('allow what the design allows', () => {
    for (const [file, text] of Object.entries(allowed)) write(file, text);
    expect(brokenRules()).toEqual([]);
  });

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), `${text}\n`);
  }

  function link(target: string, file: string): void {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    symlinkSync(target, join(dir, file));
  }

  function brokenRules(): string[] {
    const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
    const config = join(root, '.dependency-cruiser.cjs');
    const { stdout, stderr } = spawnSync(process.execPath, [cruiser, '--config', config, '-T', 'json', '.'], {
      cwd: dir,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    const report: { summary: { violations: { rule: { name: string } }[] } } = JSON.parse(stdout);
    return report.summary.violations.map((broken) => broken.rule.name);
  }
});
