import { marksAgree } from '../tables/period-marks.ts';
import { type Ask, readAsk } from './ask.ts';
import type { Grounds, Operand } from './grounds.ts';
import { maskWeight, type Relevance, relate } from './relevance.ts';

/** A turn of the conversation before the question. */
export interface Turn {
  readonly question: string;
  readonly answer?: number | string;
}

/** One question over one body of grounds, with everything that depends on both. */
export interface Problem {
  readonly grounds: Grounds;
  readonly ask: Ask;
  /** Newest first. */
  readonly earlier: readonly Ask[];
  /** Every number at hand: cells and numbers in text line by line, then answers of earlier turns, then constants. */
  readonly operands: readonly Operand[];
  /** Where the operands of each line begin. */
  readonly lineStart: Int32Array;
  /** Indexes of the earlier answers, newest first. */
  readonly history: readonly number[];
  readonly constants: readonly number[];
  readonly now: Relevance;
  readonly before: Relevance;
  /** How well a line answers to the question alone, to the history alone, and to both. */
  readonly nowScore: Float64Array;
  readonly beforeScore: Float64Array;
  readonly lineScore: Float64Array;
  /** Numeric answers of earlier turns, newest first. */
  readonly answers: readonly number[];
}

const TURNS = 4;
const ANSWERS = 5;
const CONSTANTS = [1, 2, 3, 4, 5, 100, 1000, 1e6];

/** Relates a question (its text, or what was read from it) and the turns before it, oldest first, to the grounds. */
export function poseProblem(grounds: Grounds, question: string | Ask, history: readonly Turn[] = []): Problem {
  const ask = typeof question === 'string' ? readAsk(question) : question;
  const earlier = history
    .slice(-TURNS)
    .reverse()
    .map((turn) => readAsk(turn.question));
  const now = relate([ask], grounds);
  const before = relate(earlier, grounds);
  const operands: Operand[] = [];
  const lineStart = new Int32Array(grounds.lines.length + 1);
  for (const [index, line] of grounds.lines.entries()) {
    lineStart[index] = operands.length;
    for (const operand of line.operands) operands.push(operand);
  }
  lineStart[grounds.lines.length] = operands.length;
  const answers = history
    .flatMap(({ answer }) => (typeof answer === 'number' ? [answer] : []))
    .slice(-ANSWERS)
    .reverse();
  const historyIndexes = answers.map((answer) => operands.push(loose('history', answer)) - 1);
  const constants = [...new Set([...ask.constants, ...CONSTANTS])].map(
    (value) => operands.push(loose('constant', value)) - 1,
  );
  return {
    grounds,
    ask,
    earlier,
    operands,
    lineStart,
    history: historyIndexes,
    constants,
    now,
    before,
    ...scoreLines(grounds, { ask, now, before }),
    answers,
  };
}

function loose(kind: 'history' | 'constant', value: number): Operand {
  return { kind, value, decimals: 0, measure: {}, periods: [], line: -1, column: -1 };
}

type Scores = Pick<Problem, 'nowScore' | 'beforeScore' | 'lineScore'>;

function scoreLines(grounds: Grounds, { ask, now, before }: { ask: Ask; now: Relevance; before: Relevance }): Scores {
  const { lines } = grounds;
  const nowScore = new Float64Array(lines.length);
  const beforeScore = new Float64Array(lines.length);
  const lineScore = new Float64Array(lines.length);
  for (const [index, line] of lines.entries()) {
    const coverNow = coverOf(now, index);
    const coverBefore = coverOf(before, index);
    const row = line.kind === 'row';
    const section = 0.3 * (now.sectionRecall[index] ?? 0);
    const nowOne = coverNow + (row ? (now.lineRecall[index] ?? 0) : coverNow) + section;
    const beforeOne = coverBefore + (row ? (before.lineRecall[index] ?? 0) : coverBefore);
    nowScore[index] = nowOne;
    beforeScore[index] = beforeOne;
    const named = row && line.periods.some((mark) => ask.periods.some((asked) => marksAgree(mark, asked)));
    lineScore[index] = nowOne + 0.5 * beforeOne + (line.total ? 0.05 : 0) + (named ? 0.6 : 0);
  }
  return { nowScore, beforeScore, lineScore };
}

/** Share of the ask's weight that a line says. */
function coverOf(relevance: Relevance, line: number): number {
  return relevance.all === 0 ? 0 : maskWeight(relevance.weights, relevance.lineMasks[line] ?? 0) / relevance.all;
}
