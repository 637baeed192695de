import type { Entity } from '../contracts/entity.ts';
import { COMPANIES } from './companies.ts';
import { buildNameIndex, type NameIndex } from './company-names.ts';
import type { CompanyRecord } from './company-record.ts';
import { findCompanies } from './find-companies.ts';
import { findIdentifiers } from './find-identifiers.ts';
import { findTerms } from './find-terms.ts';
import {
  buildTickerIndex,
  findBareTickers,
  findMarkedTickers,
  findTickersInParentheses,
  type TickerIndex,
} from './find-tickers.ts';

/** Options of `linkEntities`. */
export interface LinkEntitiesOptions {
  /** The companies to know. Default: the shipped table `COMPANIES`. */
  companies?: readonly CompanyRecord[];
}

interface Indexes {
  readonly names: NameIndex;
  readonly tickers: TickerIndex;
}

const SHIPPED: Indexes = /* @__PURE__ */ indexesOf(COMPANIES);

/**
 * The companies, tickers, identifiers, sectors and indicators a text names, in order of appearance and without overlap.
 *
 * Companies are found by legal, short and former names, longest first, with possessives and legal forms ("3M's", "Apple
 * Inc."). Symbols of one or two letters or that are words (A, ALL, IT, KEY, NOW) count only with a marker: "$ALL", "NYSE: A",
 * "(MMM)" behind the company's name, "ticker V", "annual report of L", or "RE 2017 annual report" at the beginning of the
 * text. Names that are everyday words (Target, Block, Gap) need a legal form, a possessive or other evidence. CUSIP, ISIN,
 * SEDOL, IBAN and ABA numbers appear only with a right check digit. `ticker` of an entity is the present symbol ("META" for
 * "FB" and "Facebook"). Never throws; takes time linear in the length of the text.
 *
 * @example
 * linkEntities('3M’s yield beat the 10-year Treasury.').map(({ id }) => id);
 * // ['3M Company', '10-year Treasury yield']
 */
export function linkEntities(text: string, options: LinkEntitiesOptions = {}): Entity[] {
  const { names, tickers } = options.companies === undefined ? SHIPPED : indexesOf(options.companies);
  const companies = findCompanies(text, names);
  return apart([
    ...findIdentifiers(text),
    ...findMarkedTickers(text, tickers),
    ...findTickersInParentheses(text, tickers, companies),
    ...companies,
    ...findTerms(text),
    ...findBareTickers(text, tickers),
  ]);
}

function indexesOf(companies: readonly CompanyRecord[]): Indexes {
  return { names: buildNameIndex(companies), tickers: buildTickerIndex(companies) };
}

/** Of entities that overlap the one that was found first counts; the result is in order of appearance. */
function apart(found: readonly Entity[]): Entity[] {
  const ranked = found
    .map((entity, rank) => ({ entity, rank }))
    .sort((a, b) => a.entity.span.start - b.entity.span.start || a.rank - b.rank);
  const kept: Array<{ entity: Entity; rank: number }> = [];
  for (const item of ranked) {
    const last = kept.at(-1);
    if (last === undefined || last.entity.span.end <= item.entity.span.start) kept.push(item);
    else if (item.rank < last.rank) kept[kept.length - 1] = item;
  }
  return kept.map(({ entity }) => entity);
}
