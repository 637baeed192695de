import type { Draft } from './draft.ts';
import { lastAtOrBefore } from './spans.ts';
import type { LayoutLine } from './table-layout.ts';

/** What the values of a row or column are, as far as their labels say. Only amounts and shares follow a scale caption. */
export type ValueKind = 'amount' | 'per-share' | 'percent' | 'shares' | 'count';

const PER_SHARE =
  /\bper[\s-](?:[A-Za-z]+\s){0,3}(?:shares?|units?|ads|boe|barrel|ounce|ton)(?![A-Za-z])|\bEPS(?![A-Za-z])/iu;
const PER_SHARE_LINE =
  /^(?:basic|diluted|assuming|income|loss|net|earnings|continuing|discontinued|before|from|as\s|pro\sforma|cumulative|total|gain|effect|dividends?|high|low|book)/iu;
/** "Gross margin (%)", but not "4.5% notes". */
const PERCENT = /(?<!\d\s?)(?:%|\bper\s?cent(?:age)?\b)/iu;
/** Columns of prices in tables of share awards. */
const PRICE = /\b(?:price|fair\svalue|exercise)\b/iu;
const SHARES =
  /\b(?:number\sof|weighted[\s-]average|average)\b.{0,40}\bshares\b|\bshares\s(?:outstanding|authorized|issued|used|repurchased|purchased|granted|vested|forfeited)|\bweighted[\s-]average\s(?:number|common|diluted|basic)|\bdilutive\b.{0,30}\b(?:shares|securities|options)/iu;
const SHARES_LINE = /^(?:basic|diluted|dilutive|effect|assuming)/iu;
const COUNTS =
  /\bnumber\sof\b|\b(?:debt|leverage|price|coverage)\b.{0,16}\b(?:to|\/)\b.{0,12}\b(?:EBITDA|equity|capital|earnings|sales)\b|\b(?:interest|dividend)\scover\b|\b(?:headcount|ratio|multiple|square\sf(?:eet|ootage))\b|\((?:in\s)?(?:years|months|days|x|times)\)|\b(?:tax|discount|interest|growth|exchange|churn|volatility|coupon)\srates?\W*$|\b(?:volatility|yield|expected\s(?:term|life)|(?:remaining|average|useful)\s(?:life|lives|term))\W*$/iu;

/** Reads what a value is from the label of its row, the heading above the row, and the heads of its column. */
export function valueKind(line: LayoutLine, draft: Draft): ValueKind {
  const head = line.cells === undefined ? '' : (line.heads[lastAtOrBefore(line.cells, draft.number.start)] ?? '');
  if (isPerShare(line, draft) || PER_SHARE.test(head)) return 'per-share';
  if (PERCENT.test(line.label) || PERCENT.test(head)) return 'percent';
  if (PRICE.test(head) && draft.number.decimals >= 2) return 'per-share';
  if (SHARES.test(line.label) || SHARES.test(head)) return 'shares';
  if (SHARES.test(line.heading) && SHARES_LINE.test(line.label)) return 'shares';
  return COUNTS.test(line.label) || COUNTS.test(head) ? 'count' : 'amount';
}

/** Under "Earnings per share:" the lines "Basic" and "Diluted" are per share, when printed with decimals. */
function isPerShare({ label, heading }: LayoutLine, { number }: Draft): boolean {
  if (PER_SHARE.test(label)) return true;
  const decimals = /\b(?:cents|pence)\b/iu.test(heading) ? 1 : 2;
  return PER_SHARE.test(heading) && PER_SHARE_LINE.test(label) && number.decimals >= decimals;
}
