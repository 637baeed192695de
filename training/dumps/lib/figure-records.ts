import { join } from 'node:path';
import { parseFigures } from '@plumbline/core';
import { type Source, type StatedNumber, statedNumber, type Turn } from '@plumbline/core/derivations';
import { z } from 'zod';
import { contextSchema } from './records.ts';
import { readRows } from './rows.ts';

const turnSchema = z.object({ question: z.string(), answer: z.union([z.number(), z.string()]).optional() });

const figureSchema = z.object({
  id: z.string(),
  source: z.string(),
  docId: z.string(),
  kind: z.enum(['looked-up', 'derived']),
  question: z.string(),
  history: z.array(turnSchema).default([]),
  context: z.array(contextSchema),
  statement: z.string(),
  label: z.enum(['right', 'wrong']),
  alteration: z.string().optional(),
});

const trainSchema = z.object({
  id: z.string(),
  docId: z.string(),
  question: z.string(),
  context: z.array(contextSchema),
  gold: z.object({ answer: z.union([z.number(), z.string(), z.array(z.string())]) }),
});

/** A statement of a question's answer, right or altered. */
export interface StatedAnswer {
  readonly id: string;
  readonly text: string;
  readonly number: StatedNumber;
  readonly right: boolean;
  /** `right`, or what was altered. */
  readonly alteration: string;
}

/** A question with its context and everything that was stated as its answer. */
export interface StatedQuestion {
  readonly id: string;
  readonly docId: string;
  readonly source: string;
  readonly kind: string;
  readonly question: string;
  readonly history: readonly Turn[];
  readonly context: readonly Source[];
  readonly statements: readonly StatedAnswer[];
}

/** The questions of `figures`, each with its statements. */
export function readStatedQuestions(data: string): StatedQuestion[] {
  const questions = new Map<string, StatedQuestion>();
  const statementsOf = new Map<string, StatedAnswer[]>();
  for (const record of readRows(join(data, 'figures/dev.jsonl'), figureSchema)) {
    const { id, statement: text, label, alteration = 'right', history, ...rest } = record;
    const key = id.slice(0, id.lastIndexOf('#'));
    const statements = statementsOf.get(key) ?? [];
    if (statements.length === 0) {
      questions.set(key, { ...rest, history: history.map(turnOf), id: key, statements });
      statementsOf.set(key, statements);
    }
    statements.push({ id, text, number: numberOf(id, text), right: label === 'right', alteration });
  }
  return [...questions.values()];
}

/** The arithmetic questions of qa-numeric's training part, each with its right answer. */
export function readArithmetic(data: string): StatedQuestion[] {
  return readRows(join(data, 'qa-numeric/train.jsonl'), trainSchema).flatMap(({ id, gold, ...rest }) => {
    const answer = String(gold.answer).replace(/[,%$]/g, '');
    if (answer === '' || !Number.isFinite(Number(answer))) return [];
    // The training part does not say which answers are percentages.
    const statements = (['none', 'percent'] as const).map((unit) => {
      return { id, text: answer, number: goldNumber(answer, unit), right: true, alteration: 'right' };
    });
    return [{ ...rest, id, source: 'TAT-QA train', kind: 'derived', history: [], statements }];
  });
}

function turnOf({ question, answer }: z.infer<typeof turnSchema>): Turn {
  return answer === undefined ? { question } : { question, answer };
}

/** The one figure of a statement. */
function numberOf(id: string, text: string): StatedNumber {
  const [figure] = parseFigures(text);
  if (figure === undefined) throw new Error(`The statement of ${id} has no figure: ${text}`);
  return statedNumber(figure);
}

/** A published answer is a bare number, at times of four digits as a year has. */
function goldNumber(answer: string, unit: StatedNumber['unit']): StatedNumber {
  const value = Number(answer);
  const decimals = answer.split('.')[1]?.length ?? 0;
  return { value, scale: 1, unit, decimals, tolerance: Math.max(0.5001 * 10 ** -decimals, Math.abs(value) * 1e-4) };
}
