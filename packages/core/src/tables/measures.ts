import type { FigureUnit, Measure } from './table.ts';

const SCALES: readonly (readonly [RegExp, number])[] = [
  [/\btrillions?\b|\btn\b/i, 1e12],
  [/\b(?:in)?billions?\b|\bbn\b|(?<=[$€£¥]\s?)b\b/i, 1e9],
  [
    /\b(?:in)?millions?\b|\bmn\b|\bmm\b|\bmio\b|(?<=[$€£¥]\s?)m\b|\bm(?=€|£|\$)|^\s*m\s*$|\bin m\b|\b(?:usd|eur|gbp)m\b/i,
    1e6,
  ],
  [
    /\b(?:in)?thousands?\b|(?<=[$€£¥]\s?)k\b|(?<=[$€£¥]\s?|^\s*|\b(?:usd|eur|gbp)\s?)[’'‘]?000s?\b|\bin [’'‘]?000s?\b|\(\s?(?:[’'‘]?000s?|1,000)\s?\)|^\s*k\s*$/i,
    1e3,
  ],
];
/** A measure in words stands after "in", in brackets, after a currency sign or alone: "sold 3 million" is no measure. */
const CURRENCIES: readonly (readonly [RegExp, string])[] = [
  [/canadian (?:dollars?|\$)/i, 'CAD'],
  [/australian (?:dollars?|\$)/i, 'AUD'],
  [/hong kong (?:dollars?|\$)/i, 'HKD'],
  [/us\s?\$|usd\b|u\.s\. dollars?|(?<![a-z])\$|\bdollars?\b/i, 'USD'],
  [/€|\beur(?:os?)?\b/i, 'EUR'],
  [/£|\bgbp\b|\bpounds sterling\b/i, 'GBP'],
  [/¥|\byen\b|\bjpy\b/i, 'JPY'],
  [/\brmb\b|\byuan\b|\bcny\b/i, 'CNY'],
];
const PER_SHARE = /\bper (?:common |ordinary |diluted |basic )*(?:share|unit|ads)\b|\beps\b/i;
const PERCENT = /%|\bpercent(?:age)?s?\b|\bpct\b/i;
const COUNTED =
  /\bnumber of (?!shares)|\bin (?:years|months|days)\b|\(\s?(?:in )?(?:years|months|days)\s?\)|^(?:years|months|days|employees|headcount)$/i;
/** "in millions, except per share amounts and percentages" says nothing about shares or percentages. */
const EXCEPTION = /,?\s*\b(?:except|other than|excluding)\b[^)]*/gi;

/**
 * Reads what the numbers under a caption, a header or a row label count: "($ in thousands)" is USD and 1e3, "% change" is
 * percent with scale 1, "per share" has scale 1 whatever the table says, "(in years)" is a plain count.
 * With `strict`, thousands and millions count only where they state a measure ("in millions", "(millions)", "€m") and not
 * inside a sentence ("sold 3 million shares").
 */
export function readMeasure(text: string, { strict = false }: { strict?: boolean } = {}): Measure {
  if (text === '') return {};
  const said = text.replace(EXCEPTION, '');
  const stated = strict ? statedMeasure(said) : said;
  const scale = readScale(stated);
  const currency = readCurrency(stated);
  const unit = readUnit(said, currency);
  if (unit === 'percent' || PER_SHARE.test(said) || (COUNTED.test(said) && scale === undefined)) {
    return { unit: unit ?? 'none', scale: 1, ...(currency === undefined || unit === 'percent' ? {} : { currency }) };
  }
  return {
    ...(unit === undefined ? {} : { unit }),
    ...(currency === undefined ? {} : { currency }),
    ...(scale === undefined ? {} : { scale }),
  };
}

/** The first that speaks wins, part by part: cell, row, column, table. A percentage has no scale of a table. */
export function mergeMeasures(...measures: readonly Measure[]): Measure {
  const unit = measures.find((measure) => measure.unit !== undefined)?.unit;
  const currency = measures.find((measure) => measure.currency !== undefined)?.currency;
  const scale = measures.find((measure) => measure.scale !== undefined)?.scale;
  if (unit === 'percent' || unit === 'bps' || unit === 'multiple') return { unit, scale: 1 };
  return {
    ...(unit === undefined ? {} : { unit }),
    ...(currency === undefined ? {} : { currency }),
    ...(scale === undefined ? {} : { scale }),
  };
}

function readScale(text: string): number | undefined {
  return SCALES.find(([pattern]) => pattern.test(text))?.[1];
}

function readCurrency(text: string): string | undefined {
  return CURRENCIES.find(([pattern]) => pattern.test(text))?.[1];
}

function readUnit(text: string, currency: string | undefined): FigureUnit | undefined {
  if (PERCENT.test(text) && !/percent(?:age)? points?/i.test(text)) return 'percent';
  if (/\bbasis points?\b|\bbps\b/i.test(text)) return 'bps';
  return currency === undefined ? undefined : 'currency';
}

/** The pieces of a text that state a measure. */
function statedMeasure(text: string): string {
  const pieces = text.match(
    /\([^()]{0,60}\)|\b(?:in|of)\s+(?:us\s?|u\.s\.\s)?[$€£¥]?\s?[’'‘]?(?:thousands?|millions?|billions?|000s?)\b[^.;]{0,20}|(?:[$€£¥]|\b(?:usd|eur|gbp))\s?[’'‘]?(?:m|bn|k|000s?|millions?|thousands?)\b|^\W{0,3}(?:dollars? in )?(?:thousands?|millions?|billions?)\b/gi,
  );
  return pieces === null
    ? ''
    : pieces.filter((piece) => !/\d+(?:\.\d+)?\s+(?:thousand|million|billion)/i.test(piece)).join(' ');
}

/** True for a header that says how to read the numbers and names no column: "(In thousands)", "€m", "US$000". */
export function isMeasureHeader(text: string): boolean {
  if (text.length > 80 || readMeasure(text, { strict: true }).scale === undefined) return false;
  return /^[\s([]*(?:(?:dollars?|amounts?|figures|all|expressed|stated|us|u\.s\.|[$€£¥`])[\s,]*)*(?:are |in |inm|int|inb|millions|thousands|billions|m\b|bn\b|k\b|[’'`]?000|[$€£¥])/i.test(
    text,
  );
}
