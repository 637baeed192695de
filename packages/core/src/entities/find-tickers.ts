import type { Entity, Span } from '../contracts/entity.ts';
import { WORD_TICKERS } from './ambiguous-names.ts';
import type { CompanyRecord } from './company-record.ts';

/** All symbols of a company table, former ones and share classes included. */
export type TickerIndex = ReadonlyMap<string, CompanyRecord>;

/** Builds the index; where two companies used one symbol, the one that uses it now has it. */
export function buildTickerIndex(companies: readonly CompanyRecord[]): TickerIndex {
  const former = companies.flatMap((company) =>
    (company.otherTickers ?? []).map((ticker) => [ticker, company] as const),
  );
  return new Map([...former, ...companies.map((company) => [company.ticker, company] as const)]);
}

const SYMBOL = '[A-Z]{1,5}(?:\\.[A-Z])?';
/** "$AAPL"; "$M" and the like are scales. */
const CASHTAG = new RegExp(`(?<![\\w$.])[$](?<symbol>(?![KMBT](?![A-Z]))${SYMBOL})(?![\\w$])`, 'dgu');
/** "NYSE: MMM", "(NASDAQ: GOOG, GOOGL)", "ticker symbol “V”". */
const EXCHANGE = new RegExp(
  `(?<![A-Za-z])(?:NYSE(?:\\s(?:American|Arca))?|N[Aa][Ss][Dd][Aa][Qq](?:\\s?(?:GS|GM|CM)|\\sGlobal\\sSelect\\sMarket)?|OTC(?:QX|QB)?|LSE|TSX)\\s?:\\s?(?<symbol>${SYMBOL})(?:,\\s?(?<second>${SYMBOL}))?(?![\\w])`,
  'dgu',
);
const NAMED = new RegExp(
  `(?<![A-Za-z])(?:[Tt]ickers?|[Ss]ymbols?|TICKER|SYMBOL)(?:\\s(?:symbols?|is|of))?\\s?[:=]?\\s?["“'‘(]{0,2}(?<symbol>${SYMBOL})(?![\\w-])`,
  'dgu',
);
/** "annual report of V", "10-K for RE". */
const REPORT = new RegExp(
  `(?<=\\b(?:report|filing|10-K|10-Q|8-K|statements?)\\s(?:of|for)\\s)(?<symbol>${SYMBOL})(?![\\w&-]|\\s[A-Z][a-z])`,
  'dgu',
);
/** "RE 2017 annual report", "GIS 2012: …" at the beginning of a text; for words ("A", "ALL") the colon or title must follow. */
const LEADING = new RegExp(
  `^\\s{0,4}(?<symbol>${SYMBOL})\\s(?:FY\\s?|fiscal\\s)?(?:19|20)\\d\\d(?<certain>\\s?:|\\s(?:annual|quarterly)\\sreport)?(?!\\d)`,
  'u',
);
const PARENTHESES = new RegExp(`\\(\\s?(?<symbol>${SYMBOL})\\s?\\)`, 'gu');
const BARE =
  /(?<![\p{L}\d_@#&$./'’-])(?<symbol>[A-Z]{3,5}|BRK\.[AB]|BF\.[AB])(?![\p{L}\d_@&/-]|\.[A-Za-z]|['’](?!s))/gu;

/** Symbols that a marker makes certain: a cashtag, an exchange, the word "ticker", the beginning of a title. */
export function findMarkedTickers(text: string, index: TickerIndex): Entity[] {
  const found = [CASHTAG, EXCHANGE, NAMED, REPORT].flatMap((pattern) =>
    Array.from(text.matchAll(pattern)).flatMap((match) =>
      [match.indices?.groups?.symbol, match.indices?.groups?.second].flatMap((place) =>
        place === undefined ? [] : toTicker(text, { start: place[0], end: place[1] }, index),
      ),
    ),
  );
  const leading = LEADING.exec(text);
  const symbol = leading?.groups?.symbol;
  if (leading !== null && symbol !== undefined && (leading.groups?.certain !== undefined || !isWord(symbol))) {
    const start = leading[0].indexOf(symbol);
    found.push(...toTicker(text, { start, end: start + symbol.length }, index));
  }
  return found;
}

/** "(MMM)": a symbol in parentheses, behind its company also one that is a word. */
export function findTickersInParentheses(text: string, index: TickerIndex, companies: readonly Entity[]): Entity[] {
  const named = new Map(companies.map(({ span, ticker }) => [span.end, ticker]));
  return Array.from(text.matchAll(PARENTHESES)).flatMap((match) => {
    const symbol = match.groups?.symbol ?? '';
    const start = match.index + match[0].indexOf(symbol);
    const [entity] = toTicker(text, { start, end: start + symbol.length }, index);
    if (entity === undefined) return [];
    const gap = text.slice(Math.max(0, match.index - 2), match.index);
    const owner = named.get(match.index - (gap.length - gap.trimEnd().length));
    return owner === entity.ticker || !(isWord(symbol) || symbol.length < 3) ? [entity] : [];
  });
}

/** Symbols of three to five capitals in ordinary text that are no words. */
export function findBareTickers(text: string, index: TickerIndex): Entity[] {
  return Array.from(text.matchAll(BARE)).flatMap((match) => {
    const symbol = match.groups?.symbol ?? '';
    if (WORD_TICKERS.has(symbol) || isShouted(text, match.index, match.index + symbol.length)) return [];
    return toTicker(text, { start: match.index, end: match.index + symbol.length }, index);
  });
}

/** Symbols of one letter that begin sentences, and words. */
function isWord(symbol: string): boolean {
  return (
    WORD_TICKERS.has(symbol) ||
    /^(?:A|AN|IT|ON|SO|IR|PM|IP|MS|IS|BE|OR|NO|WE|CA|RE|AM|GO|TV|PC|HR|UK|EU|US)$/u.test(symbol)
  );
}

/** Whether the words on both sides are in capitals too, as in a heading. */
function isShouted(text: string, start: number, end: number): boolean {
  const before = /(?:^|\s)([A-Z]{2,})[\s,]{1,2}$/u.test(text.slice(Math.max(0, start - 24), start));
  const after = /^[\s,]{1,2}[A-Z]{2,}(?:\s|$)/u.test(text.slice(end, end + 24));
  return before && after;
}

function toTicker(text: string, span: Span, index: TickerIndex): Entity[] {
  const id = text.slice(span.start, span.end);
  const company = index.get(id);
  return company === undefined
    ? []
    : [{ kind: 'ticker', text: id, id, span, ticker: company.ticker, company: company.name }];
}
