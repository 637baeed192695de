import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tool } from './tools.js';

/** Failed tests, plus files that failed before a test of theirs ran, so that a broken import is never a pass. */
function count(report) {
  const failedEarly = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + failedEarly.length };
}

/**
 * Runs vitest and counts its tests.
 * @param {string[]} args passed on to vitest
 * @param {{ node?: string }} [options] the Node to run on, default the pinned one
 */
export async function runUnitTests(args, options = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'plumbline-test-'));
  const report = join(dir, 'report.json');
  try {
    const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
    const passed = await tool('vitest', ['run', ...reporters, ...args], options);
    const counted = count(JSON.parse(readFileSync(report, 'utf8')));
    // Unhandled errors and type failures end vitest with 1 although every test passed.
    return !passed && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
