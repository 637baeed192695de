import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import seenByRanker from '@plumbline/core/data/derivation-ranker.seen.json' with { type: 'json' };
import {
  atLeast,
  type EvalResult,
  type EvalSlice,
  type GateResult,
  readRecords,
  readSeenRecords,
} from '@plumbline/eval';
import seenByChecker from '@plumbline/guardrails/data/figure-checker.seen.json' with { type: 'json' };
import { createFigureChecker, type FigureChecker } from '@plumbline/guardrails/figures';
import { z } from 'zod';

const VERSION = '1';
const LEAST_PASSED = 0.9;
const LEAST_CAUGHT = 0.95;
const LEAST_CAUGHT_OF_PERIOD = 0.85;

const contextSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('table'), id: z.string(), rows: z.array(z.array(z.string())) }),
  z.object({ kind: z.literal('text'), id: z.string(), text: z.string() }),
]);
const turnSchema = z.object({ question: z.string(), answer: z.union([z.number(), z.string()]) });

const figureRecord = z.object({
  id: z.string().min(1),
  source: z.string().min(1),
  kind: z.string().min(1),
  question: z.string().min(1),
  /** Earlier turns of the conversation with their answers, oldest first. */
  history: z.array(turnSchema).default([]),
  context: z.array(contextSchema).min(1),
  statement: z.string().min(1),
  label: z.enum(['right', 'wrong']),
  alteration: z.string().optional(),
});
type FigureRecord = z.infer<typeof figureRecord>;

export interface FigureSuiteOptions {
  /** A file, or a folder with `dev.jsonl`, plain or `.gz`. */
  readonly data: string;
  readonly signal?: AbortSignal;
  /** Called now and then with the number of statements done and of all. */
  readonly onProgress?: (done: number, total: number) => void;
}

interface Checked {
  readonly record: FigureRecord;
  readonly accepted: boolean;
}

/**
 * The suite `figures`: every statement goes through the figure checker with its question, the turns before and the whole
 * context. It is accepted when each of its figures is found or derived. `seenShare` is the share of statements that either
 * shipped model was trained on.
 *
 * @throws InvalidInputError for data of another form, with file and line
 */
export async function runFigureSuite({ data, signal, onProgress }: FigureSuiteOptions): Promise<EvalResult> {
  const isFolder = await stat(data).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const records = await readRecords(isFolder ? join(data, 'dev.jsonl') : data, figureRecord);
  const checker = createFigureChecker();
  const checked: Checked[] = [];
  for (const record of records) {
    signal?.throwIfAborted();
    checked.push({ record, accepted: accepts(checker, record) });
    if (checked.length % 100 === 0) onProgress?.(checked.length, records.length);
  }
  return { ...resultOf(checked), seenShare: shareSeen(records) };
}

function accepts(checker: FigureChecker, { question, history, statement, context }: FigureRecord): boolean {
  const figures = checker.check({ question, history, text: statement, sources: context });
  return figures.length > 0 && figures.every(({ status }) => status !== 'unverified');
}

function resultOf(checked: readonly Checked[]): EvalResult {
  const bySlice = new Map<string, Checked[]>();
  for (const one of checked) {
    for (const name of slicesOf(one.record)) bySlice.set(name, [...(bySlice.get(name) ?? []), one]);
  }
  const slices = Object.fromEntries([...bySlice].sort().map(([name, own]) => [name, sliceOf(own)]));
  const { metrics } = sliceOf(checked);
  return { suite: 'figures', version: VERSION, n: checked.length, metrics, slices, gates: gatesOf(metrics, slices) };
}

function slicesOf({ source, kind, alteration }: FigureRecord): string[] {
  const altered = alteration === undefined ? [] : [`alteration/${alteration}`];
  return [`kind/${kind}`, `source/${source}`, `source/${source}/${kind}`, ...altered];
}

/** What is not in the records is not measured: a slice of wrong statements has no pass rate. */
function sliceOf(checked: readonly Checked[]): EvalSlice {
  const rate = (label: FigureRecord['label'], accepted: boolean): number | undefined => {
    const own = checked.filter(({ record }) => record.label === label);
    return own.length === 0 ? undefined : own.filter((one) => one.accepted === accepted).length / own.length;
  };
  const passRate = rate('right', true);
  const catchRate = rate('wrong', false);
  const metrics = {
    ...(passRate === undefined ? {} : { passRate }),
    ...(catchRate === undefined ? {} : { catchRate }),
  };
  return { n: checked.length, metrics };
}

function gatesOf(metrics: EvalSlice['metrics'], slices: Readonly<Record<string, EvalSlice>>): GateResult[] {
  const period = slices['alteration/period'];
  return [
    atLeast('passRate', metrics['passRate'], LEAST_PASSED),
    atLeast('catchRate', metrics['catchRate'], LEAST_CAUGHT),
    ...(period === undefined
      ? []
      : [atLeast('alteration/period catchRate', period.metrics['catchRate'], LEAST_CAUGHT_OF_PERIOD)]),
  ];
}

/** Written as the trainings write their records: the ranker has seen questions, the checker statements. */
function shareSeen(records: readonly FigureRecord[]): number {
  const ranker = readSeenRecords(seenByRanker);
  const checker = readSeenRecords(seenByChecker);
  const seen = records.filter(({ id, question, context, statement }) => {
    const texts = context.map((one) => (one.kind === 'text' ? one.text : one.rows.flat().join(' ')));
    const asked = [question, ...texts].join(' ');
    return (
      checker.has({ id, text: `${statement} ${asked}` }) || ranker.has({ id: id.replace(/#[^#]*$/, ''), text: asked })
    );
  });
  return seen.length / records.length;
}
