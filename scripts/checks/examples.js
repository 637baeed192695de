import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot } from '../lib/paths.js';
import { run } from '../lib/process.js';
import { findNode, SOURCE_FLAGS } from '../lib/runtime.js';

/** Every `examples/NN-name.ts` runs from an empty folder and ends with 0. */
export async function checkExamples() {
  const total = { passed: 0, failed: 0 };
  for (const name of readdirSync(inRoot('examples')).filter((file) => /^\d\d-.*\.ts$/.test(file))) {
    const cwd = mkdtempSync(join(tmpdir(), 'plumbline-example-'));
    const { code } = await run(findNode(), [...SOURCE_FLAGS, inRoot('examples', name)], { cwd });
    rmSync(cwd, { recursive: true, force: true });
    console.log(`${code === 0 ? '✓' : '✗'} examples/${name}`);
    if (code === 0) total.passed += 1;
    else total.failed += 1;
  }
  return total;
}
