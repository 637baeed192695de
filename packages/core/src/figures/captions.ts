import { allMatches } from '../text/all-matches.ts';
import { currencyCode } from './currencies.ts';

/** What a caption such as "(in millions, except per share data)" says about the bare numbers under it. */
export interface Caption {
  /** Power of ten: 3, 6, 9 or 12. */
  readonly exponent: number;
  readonly currency?: string;
  /**
   * Power of ten of share counts where the caption speaks of them: 0 for "except share data", 3 for "shares in thousands".
   */
  readonly shareExponent?: number;
  /** "All amounts in thousands unless otherwise noted" governs every table that follows. */
  readonly everywhere: boolean;
}

/** A caption and where it stands. */
export interface FoundCaption extends Caption {
  readonly start: number;
  readonly end: number;
}

const EXPONENTS: Readonly<Record<string, number>> = {
  thousand: 3,
  million: 6,
  billion: 9,
  trillion: 12,
  '000': 3,
  m: 6,
  bn: 9,
  b: 9,
  k: 3,
};
const LONGEST_CAPTION = 170;
const PER_SHARE_WORDS =
  /\bper[\s-](?:common\s|ordinary\s|diluted\s)?(?:share|unit)s?(?:\s(?:data|amounts?|information))?/giu;

/** "in thousands", "in U.S. dollars, in millions", "expressed in £ millions": what follows must end the phrase. */
const IN_SCALE =
  /(?<!\w)in\s{1,2}(?:(?:[A-Z]{3}|RMB|[A-Z]{0,2}[$€£¥]|U\.?S\.?\sdollars?|US\s?[$]|dollars|euros)\s{0,2}(?:in\s)?)?(?<scale>thousands?|millions?|billions?|trillions?|['’]?000['’]?s)(?=\s{0,3}(?:$|[),;:.\n|\]]|except|excluding|unless|of\s(?:U\.?S\.?\s)?(?:dollars|euros|[$€£¥]|shares|RMB|yen|pounds)|and\s|dollars|U\.?S\.?|[$€£¥]|other\sthan|as\s|were|\d{4}\b))/giu;
/** "(Millions of dollars)", "($ thousands)", "(€m)", "(US$ in millions)", "(000s)": nothing but words of captions before the scale. */
const IN_PARENTHESES =
  /[([]\s{0,2}(?<words>(?:(?:in|of|dollars?|dollar|amounts?|tables?|tabular|figures|stated|expressed|presented|shown|all|values?|numbers?|and|shares?|share|units?|unaudited|U\.?S\.?|USD?|US[$]|EUR|GBP|CAD|JPY|CHF|RMB|CNY|INR|euros?|[A-Z]{0,2}[$€£¥]|are|,|:|-)\s{0,2}){0,8})['’]?(?<scale>thousands?|millions?|billions?|trillions?|000['’]?s?|mm|mn|bn|m|k)(?![\w])/giu;

/** A header cell or line that is nothing but a unit, behind a year at most: "$'000", "£m", "2019 €m", "In millions". */
const ALONE =
  /(?<=(?:^|[|\t\n]\s{0,3})(?:(?:FY\s?)?\d{4}\s)?)(?:in\s)?(?<words>(?:(?:US|U\.S\.|[A-Z]{1,2})?[$€£¥]|USD|EUR|GBP|RMB|CHF|DKK|SEK|NOK|JPY|INR)?\s?(?:in\s)?)['’]?(?<scale>thousands?|millions?|billions?|000['’]?s?|mm|mn|bn|m|k)(?=\s{0,3}(?:$|[|\t\n,(]))/gimu;
/** A currency and a scale at the end of a header cell: "USD denominated RMB'Million". */
const AT_CELL_END =
  /(?<![\w$€£¥])(?<!\d\s)(?<words>(?:(?:US|HK|NT|[AC])?[$€£¥]|USD|EUR|GBP|RMB|CHF|DKK|SEK|NOK)\s?)['’]?(?<scale>thousands?|millions?|billions?|000['’]?s?|mm|mn|bn|m|k)(?=\s{0,3}[|\t])/gimu;

/** What every caption holds; most sentences hold none. */
const SCALE = /thousand|million|billion|trillion|000|(?:mm|mn|bn|m|k)(?!\w)/iu;

/** The captions a text contains, in order of appearance. */
export function findCaptions(text: string): FoundCaption[] {
  const found: FoundCaption[] = [];
  if (!SCALE.test(text)) return found;
  for (const pattern of [IN_PARENTHESES, IN_SCALE, ALONE, AT_CELL_END]) {
    for (const match of allMatches(text, pattern)) {
      const scale = match.groups?.scale ?? '';
      const exponent = exponentOf(scale);
      if (
        exponent === undefined ||
        (/^(?:m|mm|mn|bn|k|000)$/iu.test(scale) && !isShortCaption(match.groups?.words ?? ''))
      )
        continue;
      const end = captionEnd(text, match.index + match[0].length);
      found.push({
        ...describe(wordsBefore(text, match.index) + text.slice(match.index, end), exponent),
        start: match.index,
        end,
      });
    }
  }
  // The sort is stable: of two that begin together the pattern that comes first counts.
  const kept: FoundCaption[] = [];
  for (const caption of found.sort((a, b) => a.start - b.start)) {
    if (caption.start >= (kept.at(-1)?.end ?? 0)) kept.push(caption);
  }
  return kept;
}

/** Reads a caption given apart from the text: "in thousands", "$ millions", "USD thousands, except per share data". */
export function readCaption(caption: string): Caption | undefined {
  const found = findCaptions(`(${caption.replace(/[()[\]]/gu, ' ')})`)[0];
  if (found !== undefined) return describe(caption, found.exponent);
  const scale = /(?<!\w)(?:thousand|million|billion|trillion)s?(?!\w)|['’]?000['’]?s?(?!\w)/iu.exec(caption)?.[0];
  const exponent = scale === undefined ? undefined : exponentOf(scale);
  return exponent === undefined ? undefined : describe(caption, exponent);
}

function exponentOf(scale: string): number | undefined {
  const word = scale.toLowerCase().replace(/['’]/gu, '');
  return EXPONENTS[word] ?? EXPONENTS[word.replace(/s$/u, '')] ?? (word === 'mm' || word === 'mn' ? 6 : undefined);
}

/** "(m)" alone may be a footnote; "(£m)" and "($000)" are captions. */
function isShortCaption(words: string): boolean {
  return /[$€£¥]|USD?|EUR|GBP|RMB|in/iu.test(words);
}

function describe(caption: string, exponent: number): Caption {
  const mark =
    /(?:[A-Z]{1,3})?[$€£¥]|\b(?:USD|EUR|GBP|CAD|JPY|CHF|RMB|CNY|INR)\b|\b(?:U\.?S\.?\s|Canadian\s|Australian\s|NT\s|HK\s)?dollars?\b|\beuros?\b/iu.exec(
      caption,
    )?.[0];
  const currency = mark === undefined ? undefined : currencyCode(mark.replace(/dollar$/iu, 'dollars'), undefined);
  const shareExponent = shareScale(caption, exponent);
  return {
    exponent,
    ...(currency === undefined ? {} : { currency }),
    ...(shareExponent === undefined ? {} : { shareExponent }),
    everywhere: /\b(?:unless|otherwise|tabular|all amounts|throughout)\b/iu.test(caption),
  };
}

/** What is said of share counts: "except per share data" leaves them under the caption, "except share data" does not. */
function shareScale(caption: string, exponent: number): number | undefined {
  const shares = caption.replace(PER_SHARE_WORDS, ' ');
  const own = /\b(?:shares|share\s(?:amounts|data|counts))\b[^.;]{0,40}?\bin\s(thousands|millions)/iu.exec(shares)?.[1];
  if (own !== undefined) return exponentOf(own);
  const except = /\bexcept(?:ing|ed)?\b([^;]{0,100})/isu.exec(shares)?.[1];
  if (except === undefined) return undefined;
  return /\bshares?\b/iu.test(except) ? 0 : exponent;
}

/** What the line says before a caption: "All amounts are", "Dollars". */
function wordsBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 60), at);
  return before.slice(before.lastIndexOf('\n') + 1);
}

/** The caption goes on to its closing parenthesis when there is one near, and no further than its line otherwise. */
function captionEnd(text: string, from: number): number {
  const rest = text.slice(from, from + LONGEST_CAPTION);
  const close = /[)\]|]|\n\s*\n/u.exec(rest);
  const line = /\n/u.exec(rest);
  if (close !== null && close[0] !== '|') return from + close.index;
  return from + Math.min(close?.index ?? rest.length, line?.index ?? rest.length);
}
