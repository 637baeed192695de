import type { Measure } from '../tables/table.ts';
import { type Candidate, isFraction } from './candidate.ts';
import type { Problem } from './problem.ts';

/**
 * What the number of a derivation counts: the measure of its first operand from the sources, or the scale that the text
 * around a table states. Of fractions (`isFraction`) and of amounts scaled anew the scale is 1; a missing `scale` means
 * that nobody says.
 */
export function measureOf(problem: Problem, { operation, operands }: Candidate): Measure {
  if (isFraction(operation)) return { scale: 1 };
  const first = operands.map((index) => problem.operands[index]).find((operand) => (operand?.line ?? -1) >= 0);
  if (first === undefined) return {};
  const { measure } = first;
  if (measure.unit === 'percent') return { unit: 'percent', scale: 1 };
  if (operation === 'rescaled') return { ...measure, scale: 1 };
  if (measure.scale !== undefined || first.kind !== 'cell') return measure;
  const { statedScale } = problem.grounds;
  return statedScale === undefined ? measure : { ...measure, scale: statedScale };
}
