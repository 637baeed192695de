import type { Period } from '../contracts/figure.ts';
import { linkEntities } from '../entities/link-entities.ts';
import { bestAgreement } from './agreement.ts';
import type { DescribedSource } from './describe-source.ts';
import type { Question } from './question.ts';
import type { Terms } from './terms.ts';
import { creditOf } from './weigh-terms.ts';

/** A question with the weights of its terms among the sources at hand. */
export interface Ask {
  readonly question: Question;
  readonly weights: readonly number[];
}

/** Terms of a text and how much being named there counts. */
export interface Layer {
  readonly terms: Terms;
  readonly credit: number;
}

/** For each term of the question the best credit over the layers. A name counts in full wherever it stands. */
export function creditsOf({ terms }: Question, layers: readonly Layer[]): number[] {
  return terms.map((term) => {
    const credits = layers.map((layer) => (term.name ? 1 : layer.credit) * creditOf(term, layer.terms));
    return Math.max(0, ...credits);
  });
}

/** Whether a piece itself names a company asked for. */
export function namesCompany({ companyNames }: Question, { words }: Terms): boolean {
  return companyNames.some((name) => name.every((stem) => words.includes(stem)));
}

/** Nothing is known of the company: it may be another one. */
const UNKNOWN_COMPANY = 0.6;

/**
 * How far a piece is about the company asked for: 1 when it is, 0 when its source is about another company and the
 * piece does not name the right one.
 */
export function companyFit({ tickers }: Question, { source, tickers: about }: DescribedSource, text: string): number {
  if (tickers.length === 0) return 1;
  const known = about.some((ticker) => tickers.includes(ticker));
  if (known) return 1;
  const named = namesAny(text, tickers);
  if (about.length > 0) return named ? 1 : 0;
  return named || namesAny(source.text, tickers) ? 1 : UNKNOWN_COMPANY;
}

function namesAny(text: string, tickers: readonly string[]): boolean {
  return linkEntities(text).some(({ ticker }) => ticker !== undefined && tickers.includes(ticker));
}

/** The period stands with the piece (1), is not stated anywhere (0.9), or only fits the source as a whole (0.75). */
const NOT_STATED = 0.9;
const ONLY_SOURCE = 0.75;

/**
 * How far a piece is about a period asked for, 0 to 1. What stands nearest decides; the source as a whole (its title,
 * its date) speaks for pieces that state no period.
 *
 * @param layers periods stated by the piece itself, by what it stands under, and by its source, in this order
 */
export function periodFit(asked: readonly Period[], layers: readonly (readonly Period[])[]): number {
  if (asked.length === 0) return 1;
  const [own, ...outer] = layers.map((stated) => bestAgreement(asked, stated));
  const around = outer.find((agreement) => agreement !== undefined);
  if (own === 'yes') return 1;
  if (own === 'part') return 0;
  if (own === 'no') return around === 'yes' ? ONLY_SOURCE : 0;
  if (around === undefined) return NOT_STATED;
  return around === 'yes' ? 1 : 0;
}
