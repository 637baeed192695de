import type { StatedNumber } from '@plumbline/core/derivations';
import { type Contradiction, contradicts } from './contradiction.ts';
import { ownScale, relationTo } from './figure-features.ts';
import type { Match, Standing } from './standing.ts';

/** Why a derivation cannot be what a figure states, whatever else speaks for it. */
export type Exclusion = Contradiction | 'scale' | 'sign';

/** Words for which a number in brackets is stated without its minus. */
const COUNTED_AS_COST =
  /\b(?:loss\w*|expens\w*|costs?|charges?|us(?:e|ed|ing)|paid|pay\w*|spent|outflows?|liabilit\w*|allowances?|deficits?|decreas\w*|declin\w*|reduc\w*|deduct\w*|negative|debits?|write-?\w*|provisions?|tax\w*|repurchas\w*|dividends?|depreciation|amortization|impairment)\b/i;

/**
 * What speaks against a match for certain: a looked-up number of another period than the question names, or of a row
 * none of whose words it says while it names another; a scale that the sources contradict; a number in brackets as a
 * positive one, where the row holds positive numbers too and no word counts it as a cost.
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
  if (candidate.operation !== 'value' && candidate.operation !== 'negated') return undefined;
  const [operand] = candidate.operands.map((index) => problem.operands[index]);
  if (operand?.kind !== 'cell') return undefined;
  const line = problem.grounds.lines[operand.line];
  const isMixed = line?.operands.some(({ value }) => value > 0) ?? false;
  if (candidate.operation === 'negated' && isMixed && !COUNTED_AS_COST.test(`${problem.ask.text} ${line?.label}`)) {
    return 'sign';
  }
  return contradicts(problem.ask, problem, candidate);
}
