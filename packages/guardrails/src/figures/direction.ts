import { markOrder } from '@plumbline/core';
import type { Candidate, Problem } from '@plumbline/core/derivations';
import { FALL } from './asks.ts';
import type { Statement } from './statement.ts';

const RISE = /\b(?:increas\w*|rose|ris(?:e|es|en|ing)|grew|grow\w*|gain\w*|higher|up|climb\w*|exceed\w*)\b/i;

/** Whether the words before a figure say that something rose or fell by it. */
export function saysDirection({ countsDown, sentence, figure }: Statement): boolean {
  return countsDown || RISE.test(sentence.text.slice(0, figure.span.start));
}

/**
 * Whether a difference or change goes the way the sentence says: a rise is the later number less the earlier one; a fall
 * is said of that with a minus, or of the earlier less the later. True for what has no direction.
 */
export function goesAsSaid({ operands }: Problem, { countsDown, sentence }: Statement, candidate: Candidate): boolean {
  if (candidate.operation !== 'difference' && candidate.operation !== 'change') return true;
  const [one, other] = candidate.operands.map((index) => operands[index]?.periods[0]);
  if (one === undefined || other === undefined) return true;
  const later = markOrder(one) - markOrder(other);
  if (countsDown) return later > 0 === candidate.value < 0;
  return later >= 0 || !RISE.test(sentence.text) || FALL.test(sentence.text);
}
