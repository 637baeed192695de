import { cueBit } from '../ask.ts';
import type { OperandFacts } from '../operand-facts.ts';
import type { Parts, Setting } from './setting.ts';

const AGAIN = cueBit('again');

export const HISTORY_FEATURES: readonly string[] = [
  'newest',
  'secondNewest',
  'older',
  'onlyTold',
  'constantOne',
  'constantHundred',
  'constantSmall',
  'constantLarge',
  'constantAsked',
  'constantFirst',
  'usesAnswers',
  'allAnswers',
  'firstIsNewest',
  'firstIsSecond',
  'firstIsOlder',
  'secondIsNewest',
  'secondIsSecond',
  'secondIsOlder',
  'isAnswer',
  'isNewest',
  'isAnswerAgain',
  'differenceAnswer',
  'differenceNewest',
  'sumAnswer',
  'sumNewest',
  'ratioAnswer',
  'ratioNewest',
  'rowNewest',
  'rowOlder',
  'columnNewest',
  'columnOlder',
];

/** What the derivation takes over from earlier answers, and what it repeats of them. Returns the next free place. */
export function writeHistory(
  setting: Setting,
  { used, placed, candidate }: Parts,
  out: Float64Array,
  start: number,
): number {
  const { problem } = setting;
  const { ask, answers } = problem;
  if (answers.length === 0 && used.every(isPlaced)) {
    // Nothing was told before and nothing is calculated with: all of these are 0.
    out.fill(0, start, start + HISTORY_FEATURES.length);
    return start + HISTORY_FEATURES.length;
  }
  let newest = 9,
    told = 0,
    fromAnswers = 0,
    row = 9,
    column = 9;
  let constant: OperandFacts | undefined;
  for (const [index, facts] of used.entries()) {
    if (facts.kind === 'history') {
      told++;
      newest = Math.min(newest, problem.history.indexOf(candidate.operands[index] ?? -1));
    } else if (facts.kind === 'constant') constant = facts;
    else if (facts.answer >= 0) fromAnswers++;
  }
  for (const facts of placed) {
    row = Math.min(row, facts.rowAnswer);
    column = Math.min(column, facts.columnAnswer);
  }
  const [first, second] = used;
  const single = used.length === 1;
  const k = constant?.value ?? 0;
  const isAnswer = answerAt(answers, candidate.value);
  const difference =
    single || first === undefined || second === undefined ? -1 : answerAt(answers, first.value - second.value);
  const sum =
    single || answers.length === 0
      ? -1
      : answerAt(
          answers,
          used.reduce((total, { value }) => total + value, 0),
        );
  const ratio =
    single || first === undefined || second === undefined || second.value === 0
      ? -1
      : answerAt(answers, first.value / second.value);
  let at = start;
  out[at++] = Number(newest === 0);
  out[at++] = Number(newest === 1);
  out[at++] = Number(newest > 1 && newest < 9);
  out[at++] = Number(told > 1);
  out[at++] = Number(k === 1);
  out[at++] = Number(k === 100);
  out[at++] = Number(k > 1 && k < 10);
  out[at++] = Number(k >= 10 && k !== 100);
  out[at++] = Number(constant !== undefined && ask.constants.includes(k));
  out[at++] = Number(first?.kind === 'constant');
  out[at++] = fromAnswers / (used.length || 1);
  out[at++] = Number(problem.earlier.length > 0 && fromAnswers + told >= used.length);
  out[at++] = Number(first?.answer === 0);
  out[at++] = Number(first?.answer === 1);
  out[at++] = Number((first?.answer ?? -1) > 1);
  out[at++] = Number(second?.answer === 0);
  out[at++] = Number(second?.answer === 1);
  out[at++] = Number((second?.answer ?? -1) > 1);
  out[at++] = Number(isAnswer >= 0);
  out[at++] = Number(isAnswer === 0);
  out[at++] = Number(isAnswer >= 0 && (ask.cues & AGAIN) !== 0);
  out[at++] = Number(difference >= 0);
  out[at++] = Number(difference === 0);
  out[at++] = Number(sum >= 0);
  out[at++] = Number(sum === 0);
  out[at++] = Number(ratio >= 0);
  out[at++] = Number(ratio === 0);
  out[at++] = Number(row === 0);
  out[at++] = Number(row > 0 && row < 9);
  out[at++] = Number(column === 0);
  out[at++] = Number(column > 0 && column < 9);
  return at;
}

function isPlaced({ line }: OperandFacts): boolean {
  return line >= 0;
}

/** Which earlier answer a number repeats, as far as its digits were kept; -1 for none. */
function answerAt(answers: readonly number[], value: number): number {
  if (answers.length === 0) return -1;
  return answers.findIndex((answer) => Math.abs(answer - value) <= Math.max(1e-9, Math.abs(value) * 2e-4));
}
