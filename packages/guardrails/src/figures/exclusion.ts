import { countsAsOutflow, type StatedNumber } from '@plumbline/core/derivations';
import { type Contradiction, contradicts } from './contradiction.ts';
import { ownScale, relationTo } from './figure-features.ts';
import type { Match, Standing } from './standing.ts';

/** Why a derivation cannot be what a figure states, whatever else speaks for it. */
export type Exclusion = Contradiction | 'scale' | 'sign';

/**
 * What speaks against a match for certain: a looked-up number of another period than the question names, or of a row
 * none of whose words it says while it names another; a scale that the sources contradict; a number in brackets as a
 * positive one, where the row holds positive numbers too and no word counts it as a cost; a sum or mean of such numbers.
 */
export function excludedBy(
  standing: Pick<Standing, 'problem'>,
  stated: StatedNumber,
  match: Pick<Match, 'candidate' | 'statement'>,
): Exclusion | undefined {
  const { problem } = standing;
  const { candidate, statement } = match;
  const relation = relationTo(stated, ownScale(standing, match));
  if (statement !== 'other scale' && (relation === 'larger' || relation === 'smaller')) return 'scale';
  const { operation } = candidate;
  if ((operation === 'negatedSum' || operation === 'negatedAverage') && !countsAsOutflow(problem, candidate)) {
    return 'sign';
  }
  if (operation !== 'value' && operation !== 'negated') return undefined;
  const [operand] = candidate.operands.map((index) => problem.operands[index]);
  if (operand?.kind !== 'cell') return undefined;
  const line = problem.grounds.lines[operand.line];
  const isMixed = line?.operands.some(({ value }) => value > 0) ?? false;
  if (operation === 'negated' && isMixed && !countsAsOutflow(problem, candidate)) return 'sign';
  return contradicts(problem.ask, problem, candidate);
}
