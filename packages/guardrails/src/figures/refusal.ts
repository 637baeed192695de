import { formatMark, marksAgree } from '@plumbline/core';
import { type Candidate, describeDerivation, type Problem, type StatedNumber } from '@plumbline/core/derivations';
import type { Contradiction } from './contradiction.ts';
import { ownScale, relationTo } from './figure-features.ts';
import type { Match, Standing } from './standing.ts';

export type NameSource = (id: string) => string;

/** What is known of a figure that was refused. */
export interface Refused {
  readonly standing: Standing;
  readonly stated: StatedNumber;
  readonly matches: readonly Match[];
  /** The same for the number with the other sign. */
  readonly opposite: readonly Match[];
  readonly nameSource: NameSource;
  readonly contradiction?: Contradiction | undefined;
}

/** Why a figure was refused, in words that go on from "it". */
export function refusalOf(refused: Refused): string {
  const { standing, stated, matches, opposite, nameSource, contradiction } = refused;
  const { problem } = standing;
  const [best] = matches;
  const [other] = opposite;
  const say = (match: Match) => describeDerivation(problem, match.candidate, { nameSource });
  if (best === undefined) {
    if (other !== undefined) return `has the wrong sign: ${say(other)}`;
    return 'stands nowhere in the sources and follows from their figures by no single operation';
  }
  if (contradiction !== undefined)
    return `stands in the sources for another ${contradiction} than its sentence says: ${say(best)}`;
  if (other !== undefined && other.score > best.score + SIGN_LEAD) return `has the wrong sign: ${say(other)}`;
  const relation = relationTo(stated, ownScale(standing, best));
  if (relation === 'larger' || relation === 'smaller') return `is in another scale than the sources: ${say(best)}`;
  const { operation } = best.candidate;
  if (operation !== 'value' && operation !== 'negated') return `is met by chance only: ${say(best)}${instead(refused)}`;
  if (isOtherPeriod(problem, best.candidate)) {
    return `stands in the sources for another period than asked (${askedPeriods(problem)}): ${say(best)}`;
  }
  return `stands in the sources for something else than asked: ${say(best)}${instead(refused)}`;
}

/** How much likelier the other sign must be to be the reason. */
const SIGN_LEAD = 1;

/** The likeliest number, where it is another. */
function instead({ standing: { problem, likely, scorer }, nameSource }: Refused): string {
  let best: { readonly candidate: Candidate; readonly score: number } | undefined;
  for (const one of likely) if (one.score > (best?.score ?? scorer.none)) best = one;
  return best === undefined ? '' : `; likelier: ${describeDerivation(problem, best.candidate, { nameSource })}`;
}

function isOtherPeriod({ operands, ask }: Problem, candidate: Candidate): boolean {
  const periods = candidate.operands.flatMap((index) => operands[index]?.periods ?? []);
  if (periods.length === 0 || ask.periods.length === 0) return false;
  return !periods.some((mark) => ask.periods.some((asked) => marksAgree(mark, asked)));
}

function askedPeriods({ ask }: Problem): string {
  return ask.periods.map(formatMark).join(', ');
}
