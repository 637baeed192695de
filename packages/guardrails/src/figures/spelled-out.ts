import { goesAsSaid } from './direction.ts';
import { ownScale, relationTo } from './figure-features.ts';
import type { Match, Standing } from './standing.ts';
import type { Statement } from './statement.ts';

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
  if (!goesAsSaid(standing.problem, statement, match.candidate)) return false;
  const others = sentence.figures.filter((other) => other !== figure);
  return used.every(
    (operand) =>
      operand.line >= 0 && others.some(({ value, scale }) => isSame(Math.abs(value / scale), Math.abs(operand.value))),
  );
}

function isSame(left: number, right: number): boolean {
  return Math.abs(left - right) <= 1e-9 * Math.max(1, Math.abs(right));
}
