import { formatMark } from '@plumbline/core';
import { type Candidate, describeDerivation, type Problem } from '@plumbline/core/derivations';
import { excludedBy } from './exclusion.ts';
import type { Finding } from './find-under.ts';
import type { Match } from './standing.ts';
import type { Statement } from './statement.ts';

/** How a source is called in formulas and reasons, by its id. */
export type NameSource = (id: string) => string;

/** What is known of a figure that was refused. */
export interface Refused extends Pick<Finding, 'standing' | 'matches' | 'opposite' | 'contradiction'> {
  readonly statement: Statement;
  readonly nameSource: NameSource;
}

/** Why a figure was refused, in words that go on from "it". */
export function refusalOf(refused: Refused): string {
  const { standing, statement, nameSource, contradiction } = refused;
  const { problem, scorer } = standing;
  const { countsDown } = statement;
  // "Fell by 5" is about −5.
  const [best] = countsDown && refused.opposite.length > 0 ? refused.opposite : refused.matches;
  const [other] = countsDown ? [] : refused.opposite;
  const stated = countsDown && best === refused.opposite[0] ? statement.opposite : statement.stated;
  const say = (match: Match) => describeDerivation(problem, match.candidate, { nameSource });
  const isTurned = other !== undefined && other.score > (best === undefined ? scorer.none : best.score + SIGN_LEAD);
  if (best !== undefined && contradiction !== undefined) {
    if (contradiction === 'direction') return `has the wrong sign: ${say(other ?? best)}`;
    return `stands in the sources for another ${contradiction} than its sentence says: ${say(best)}`;
  }
  if (isTurned) return `has the wrong sign: ${say(other)}`;
  if (best === undefined) return 'stands nowhere in the sources and follows from their figures by no single operation';
  switch (excludedBy(standing, stated, best)) {
    case 'scale':
      return `is in another scale than the sources: ${say(best)}`;
    case 'sign':
      return `has the wrong sign: ${say(best)}`;
    case 'period':
      return `stands in the sources for another period than asked (${askedPeriods(problem)}): ${say(best)}`;
    case 'row':
      return `stands in the sources for something else than asked: ${say(best)}${instead(refused)}`;
  }
  const { operation } = best.candidate;
  const isLookup = operation === 'value' || operation === 'negated';
  const what = isLookup ? 'stands in the sources, but hardly for what is asked' : 'is met by chance only';
  return `${what}: ${say(best)}${instead(refused)}`;
}

/** How much likelier the other sign must be to be the reason. */
const SIGN_LEAD = 1;

/** The likeliest number, where it is another. */
function instead({ standing: { problem, likely, scorer }, nameSource }: Refused): string {
  let best: { readonly candidate: Candidate; readonly score: number } | undefined;
  for (const one of likely()) if (one.score > (best?.score ?? scorer.none)) best = one;
  return best === undefined ? '' : `; likelier: ${describeDerivation(problem, best.candidate, { nameSource })}`;
}

function askedPeriods({ ask }: Problem): string {
  return ask.periods.map(formatMark).join(', ');
}
