import { ownScale, relationTo } from './figure-features.ts';
import type { Statement } from './judge-statements.ts';
import type { Match, Standing } from './standing.ts';

/**
 * Whether the sentence itself names all numbers that a derivation uses: "rose 4.2 %, from 50.0 to 52.1". Such a
 * derivation is meant, and no chance match.
 */
export function isSpelledOut(standing: Standing, { figure, sentence, stated }: Statement, match: Match): boolean {
  const { operands } = match.candidate;
  if (operands.length < 2) return false;
  const relation = relationTo(stated, ownScale(standing, match));
  if (relation === 'larger' || relation === 'smaller') return false;
  const others = sentence.figures.filter((other) => other !== figure);
  return operands.every((index) => {
    const operand = standing.problem.operands[index];
    if (operand === undefined || operand.line < 0) return false;
    return others.some(({ value, scale }) => isSame(Math.abs(value / scale), Math.abs(operand.value)));
  });
}

function isSame(left: number, right: number): boolean {
  return Math.abs(left - right) <= 1e-9 * Math.max(1, Math.abs(right));
}
