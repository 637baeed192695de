import { parseFigures } from '../figures/parse-figures.ts';
import type { Question } from './question.ts';
import { termsOf } from './terms.ts';
import { creditOf, OTHER_WORDING_CREDIT } from './weigh-terms.ts';

/** Measures that are percentages by nature. */
const RATE = /\b(?:margins?|rates?|ratio|yield|return|growth|percent\w*)\b|%/i;
const STATES =
  /(?:\b(?:was|were|is|are|of|at|to|totall?ed|reached|amounted|came|stood|equall?ed|had|held|recorded|reported)\b|[:(])[^.;]{0,30}$/i;
const CHANGES =
  /\b(?:increas|decreas|ris|rose|fell|fall|grew|grow|declin|drop|up|down|chang|improv|higher|lower|by|accounted|represent|contribut|compris)\w*\b[^.;]{0,40}$/i;
/** How far before its figure the verb stands. */
const REACH = 70;
const REACH_BEHIND = 30;

/** Whether an amount may not be answered by a percentage. */
export function wantsAmount({ asksLevel, wantsPercent, text }: Question): boolean {
  return asksLevel && !wantsPercent && !RATE.test(text);
}

/**
 * Whether a sentence states the amount asked for ("net sales of $265,595 million", "net revenue was $9.8 billion"), and
 * does not only say by how much it changed or what share of it something was.
 */
export function statesLevel(sentence: string, question: Question): boolean {
  const isAmount = wantsAmount(question);
  return parseFigures(sentence).some(({ unit, span }) => {
    if (isAmount && (unit === 'percent' || unit === 'bps')) return false;
    const before = sentence.slice(Math.max(0, span.start - REACH), span.start);
    const after = sentence.slice(span.end, span.end + REACH_BEHIND);
    if (STATES.test(before) && speaksOf(question, before)) return !CHANGES.test(before);
    return /^\s*(?:of|in)\b/i.test(after) && speaksOf(question, after) && !CHANGES.test(after);
  });
}

function speaksOf({ terms }: Question, text: string): boolean {
  const said = termsOf(text);
  return terms.some((term) => creditOf(term, said) >= OTHER_WORDING_CREDIT);
}
