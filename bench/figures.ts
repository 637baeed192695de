// The figure checker over answers of ten figures, the sources read anew each time.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createFigureChecker } from '@plumbline/guardrails/figures';
import { figureAnswers } from './lib/figure-answers.ts';
import { percentile } from './lib/percentile.ts';
import { printResults } from './lib/results.ts';

const CORPUS = join(fileURLToPath(new URL('..', import.meta.url)), 'examples/corpus');
const ROUNDS = 30;
const WARM_UP = 10;

const answers = figureAnswers(CORPUS);
const checker = createFigureChecker();
const times: number[] = [];
for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
  for (const answer of answers) {
    const startedAt = performance.now();
    const figures = checker.check(answer);
    if (figures.length === 0) throw new Error(`no figures in: ${answer.text}`);
    if (round >= WARM_UP) times.push(performance.now() - startedAt);
  }
}
printResults('figures', [
  { metric: 'perAnswerP50Ms', value: percentile(times, 0.5), unit: 'ms' },
  { metric: 'perAnswerP95Ms', value: percentile(times, 0.95), unit: 'ms' },
]);
