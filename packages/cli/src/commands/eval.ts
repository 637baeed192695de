import { InvalidInputError } from '@plumbline/core';
import type { EvalResult } from '@plumbline/eval';
import { EXIT } from '../exit-code.ts';
import type { Output } from '../output.ts';
import { renderEvalResult } from '../render/eval-result.ts';
import { paintFor } from '../render/paint.ts';
import { createProgressView } from '../render/progress.ts';

export interface EvalOptions {
  readonly suite: string;
  /** A file or a folder, plain or `.gz`. */
  readonly data: string;
  /** `opensearch:URL`, for the suite `retrieval`. */
  readonly index?: string;
  readonly json?: boolean;
  readonly output: Output;
  readonly signal: AbortSignal;
}

/** What a suite gets; the same for each. */
interface SuiteOptions {
  readonly data: string;
  readonly index?: string;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/** The suites by name; each is loaded when it runs. */
const SUITES: Readonly<Record<string, (options: SuiteOptions) => Promise<EvalResult>>> = {
  figures: async (options) => (await import('../eval/figures.ts')).runFigureSuite(options),
  retrieval: async (options) => (await import('../eval/retrieval.ts')).runRetrievalSuite(options),
  'qa-numeric': async (options) => (await import('../eval/qa-numeric.ts')).runNumericSuite(options),
};

/**
 * `plumbline eval <suite>`: measures a part on labelled data.
 *
 * @returns 0 when every gate passes, 1 when one fails
 * @throws InvalidInputError for an unknown suite or bad data
 */
export async function evaluate({ suite, data, index, json, output, signal }: EvalOptions): Promise<number> {
  const run = Object.hasOwn(SUITES, suite) ? SUITES[suite] : undefined;
  if (run === undefined) {
    throw new InvalidInputError(`There is no suite "${suite}". The suites are: ${Object.keys(SUITES).join(', ')}.`);
  }
  const progress = createProgressView(output, 'records');
  const onProgress = (done: number, total: number): void => progress.update({ done, total, bytes: 0, label: suite });
  const result = await run({ data, ...(index === undefined ? {} : { index }), signal, onProgress }).finally(() =>
    progress.stop(),
  );
  const warning = seenWarning(result);
  if (warning !== undefined) output.stderr.write(`${paintFor(output.stderr).yellow(warning)}\n`);
  output.stdout.write(json ? `${JSON.stringify(result)}\n` : `${renderEvalResult(result, paintFor(output.stdout))}\n`);
  return result.gates.every(({ pass }) => pass) ? EXIT.final : EXIT.blocked;
}

/** What a shipped model was trained on, it knows: such figures say that it works, not how well. */
function seenWarning({ seenShare = 0, suite }: EvalResult): string | undefined {
  if (seenShare === 0) return undefined;
  const share = `${(100 * seenShare).toFixed(seenShare < 0.1 ? 1 : 0)} %`;
  return `Warning: the shipped models were trained on ${share} of these records. Figures of models that had not seen them: training/reports/${suite}.json.`;
}
