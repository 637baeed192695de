// A whole embedded question over the sample corpus: warm in one process, and cold through the command.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { composeEmbedded, embeddedEstate, ingestFiles, localContext, localPrincipal } from '@plumbline/cli';
import { percentile } from './lib/percentile.ts';
import { printResults } from './lib/results.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CORPUS = join(ROOT, 'examples/corpus');
const WARM_ROUNDS = 10;
const COLD_RUNS = 7;

const questions = readFileSync(join(ROOT, 'examples/corpus-questions.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line): string => JSON.parse(line).question);
const home = mkdtempSync(join(tmpdir(), 'plumbline-bench-ask-'));
try {
  await ingestFiles(embeddedEstate(home), { sources: [CORPUS] });
  const warm = await warmTimes();
  const cold = coldTimes();
  printResults('ask', [
    { metric: 'p50Ms', value: percentile(warm, 0.5), unit: 'ms' },
    { metric: 'p95Ms', value: percentile(warm, 0.95), unit: 'ms' },
    { metric: 'coldMs', value: percentile(cold, 0.5), unit: 'ms' },
  ]);
} finally {
  rmSync(home, { recursive: true, force: true });
}

/** Milliseconds of each question, after one round that warms up. */
async function warmTimes(): Promise<number[]> {
  const plumbline = await composeEmbedded({ estate: embeddedEstate(home) });
  const principal = localPrincipal({ clearance: 'restricted', group: ['advisors', 'compliance'] });
  const times: number[] = [];
  for (let round = 0; round <= WARM_ROUNDS; round += 1) {
    for (const [index, question] of questions.entries()) {
      const startedAt = performance.now();
      await plumbline.ask(question, localContext(principal, `bench-${round}-${index}`));
      if (round > 0) times.push(performance.now() - startedAt);
    }
  }
  await plumbline.close();
  return times;
}

/** Milliseconds of the whole command, start of the process included. */
function coldTimes(): number[] {
  return Array.from({ length: COLD_RUNS }, (_, run) => {
    const question = questions[run % questions.length] ?? '';
    const startedAt = performance.now();
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(ROOT, 'packages/cli/bin/plumbline.js'), '--home', home, 'ask', question, '--json'],
      { encoding: 'utf8' },
    );
    if (status !== 0 && status !== 3) throw new Error(`plumbline ask ended with ${status}: ${stderr}`);
    return performance.now() - startedAt;
  });
}
