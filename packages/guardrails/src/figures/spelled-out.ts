import { markOrder } from '@plumbline/core';
import type { Operand } from '@plumbline/core/derivations';
import { ownScale, relationTo } from './figure-features.ts';
import type { Statement } from './judge-statements.ts';
import type { Match, Standing } from './standing.ts';

const RISE = /\b(?:increas\w*|rose|ris(?:e|es|en|ing)|grew|grow\w*|gain\w*|higher|up|climb\w*|exceed\w*)\b/i;

/**
 * Whether the sentence itself names all numbers that a derivation uses: "rose 4.2 %, from 50.0 to 52.1". Such a
 * derivation is meant, and no chance match, unless the words say that it went the other way.
 */
export function isSpelledOut(standing: Standing, statement: Statement, match: Match): boolean {
  const { figure, sentence, stated } = statement;
  const { operands } = match.candidate;
  if (operands.length < 2) return false;
  const relation = relationTo(stated, ownScale(standing, match));
  if (relation === 'larger' || relation === 'smaller') return false;
  const used = operands.flatMap((index) => standing.problem.operands[index] ?? []);
  if (!goesAsSaid(statement, match, used)) return false;
  const others = sentence.figures.filter((other) => other !== figure);
  return used.every(
    (operand) =>
      operand.line >= 0 && others.some(({ value, scale }) => isSame(Math.abs(value / scale), Math.abs(operand.value))),
  );
}

/** A rise is the later number less the earlier one; a fall is said of that with a minus, or of the earlier less the later. */
function goesAsSaid(
  { countsDown, sentence }: Statement,
  { candidate }: Match,
  [first, second]: readonly Operand[],
): boolean {
  if (candidate.operation !== 'difference' && candidate.operation !== 'change') return true;
  const [one] = first?.periods ?? [];
  const [other] = second?.periods ?? [];
  if (one === undefined || other === undefined) return true;
  const later = markOrder(one) - markOrder(other);
  if (countsDown) return later > 0 === candidate.value < 0;
  return later >= 0 || !RISE.test(sentence.text);
}

function isSame(left: number, right: number): boolean {
  return Math.abs(left - right) <= 1e-9 * Math.max(1, Math.abs(right));
}
