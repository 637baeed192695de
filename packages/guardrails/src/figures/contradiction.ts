import { marksAgree, type PeriodMark } from '@plumbline/core';
import type { Ask, Candidate, Grounds, Problem } from '@plumbline/core/derivations';

export type Contradiction = 'period' | 'row' | 'direction';

/**
 * What a sentence says of its figure that a derivation is not about: another period, or another row. The question may
 * leave both open, the sentence then does not.
 */
export function contradicts(own: Ask, problem: Problem, candidate: Candidate): Contradiction | undefined {
  const used = candidate.operands.flatMap((index) => problem.operands[index] ?? []).filter(({ line }) => line >= 0);
  const dated = used.filter(({ periods }) => periods.length > 0);
  if (own.periods.length > 0 && dated.length > 0 && !dated.some(({ periods }) => agrees(periods, own.periods))) {
    return 'period';
  }
  if (used.some(({ kind }) => kind !== 'cell')) return undefined;
  const said = new Set(own.words);
  const lines = used.map(({ line }) => problem.grounds.lines[line]);
  const isNamed = lines.some((line) =>
    [...(line?.words ?? []), ...(line?.sectionWords ?? [])].some((word) => said.has(word)),
  );
  return isNamed || !namesRow(problem.grounds, own) ? undefined : 'row';
}

function agrees(periods: readonly PeriodMark[], asked: readonly PeriodMark[]): boolean {
  return periods.some((mark) => asked.some((one) => marksAgree(mark, one)));
}

/** Whether an ask says all of some row's label; also of a row that holds no number ("n/a"). */
export function namesRow({ lines }: Grounds, { words: said }: Ask): boolean {
  return lines.some(
    ({ kind, words }) => kind === 'row' && words.length > 0 && words.every((word) => said.includes(word)),
  );
}
