import { allMatches } from '../text/all-matches.ts';
import { scanFractions } from './fractions.ts';
import { scanNumberWords } from './number-words.ts';

/** A number as printed, before its sign, currency and unit are read. */
export interface PrintedNumber {
  readonly start: number;
  readonly end: number;
  /** Plain decimal spelling, "1234.5": exact, whatever the separators were. */
  readonly digits: string;
  /** Digits behind the decimal point; of a fraction those of its decimal form. */
  readonly decimals: number;
  /** `digits` for 1,234.5, `fraction` for 3-1/2, `words` for "twenty-five". */
  readonly form: 'digits' | 'fraction' | 'words';
  /** A single comma before one or two digits: a decimal comma only where the context says so. */
  readonly decimalComma?: boolean;
}

/** A maximal run of digits and separators. Consumed whole, so that scanning stays linear. */
const RUN = /\d(?:\d|[.,'’](?=\d)|[\u00a0\u202f\u2009](?=\d{3}(?!\d)))*/gu;
const LONGEST_RUN = 40;
const MOST_INTEGER_DIGITS = 15;

const PLAIN = /^\d+(?:\.\d+)?$/u;
const COMMAS = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/u;
const INDIAN = /^\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?$/u;
const APOSTROPHES = /^\d{1,3}(?:['’]\d{3})+(?:\.\d+)?$/u;
const NARROW_SPACES = /^\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?:[.,]\d{1,2})?$/u;
const EUROPEAN = /^(?:\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}\.\d{3},\d{1,2})$/u;
const DECIMAL_COMMA = /^\d{1,3},\d{1,2}$/u;
/** "1 234 567 EUR": plain blanks part thousands only where a currency that is no dollar stands at the number. */
const SPACED =
  /(?:(?<=(?:EUR|CHF|SEK|NOK|DKK|PLN|€)\s?)\d{1,3}(?: \d{3})+(?![\d,.]|\s\d)|(?<![\d.,]\s?)\d{1,3}(?: \d{3})+(?=\s?(?:EUR|CHF|SEK|NOK|DKK|PLN|€)(?!\w)))/gu;

/**
 * The numbers of a text in order of appearance, none of them overlapping: digits with any usual thousands separator,
 * fractions and number words. `taken` says which offsets belong to something that is no amount (a date, a page number).
 */
export function scanNumbers(text: string, taken: (offset: number) => boolean): PrintedNumber[] {
  const special = [...scanFractions(text), ...scanNumberWords(text), ...scanSpaced(text)]
    .filter(({ start }) => !taken(start))
    .sort((a, b) => a.start - b.start);
  const numbers: PrintedNumber[] = [];
  let next = 0;
  let end = 0;
  const pushSpecialBefore = (limit: number): void => {
    for (let item = special[next]; item !== undefined && item.start < limit; item = special[++next]) {
      if (item.start < end) continue;
      numbers.push(item);
      end = item.end;
    }
  };
  for (const match of allMatches(text, RUN)) {
    const runEnd = match.index + match[0].length;
    pushSpecialBefore(runEnd);
    if (match.index < end) continue;
    for (const number of readRun(match[0], match.index, text)) {
      if (!taken(number.start) && !taken(number.end - 1)) numbers.push(number);
    }
    end = runEnd;
  }
  pushSpecialBefore(text.length);
  return numbers;
}

function scanSpaced(text: string): PrintedNumber[] {
  return allMatches(text, SPACED).map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    digits: match[0].replaceAll(' ', ''),
    decimals: 0,
    form: 'digits',
  }));
}

function readRun(run: string, start: number, text: string): PrintedNumber[] {
  if (run.length > LONGEST_RUN) return [];
  const whole = plainDigits(run);
  if (whole !== undefined) return numberAt(text, start, start + run.length, whole);
  if (DECIMAL_COMMA.test(run)) {
    const [number] = numberAt(text, start, start + run.length, run.replace(',', '.'));
    return number === undefined ? [] : [{ ...number, decimalComma: true }];
  }
  const numbers: PrintedNumber[] = [];
  let offset = start;
  for (const piece of run.split(',')) {
    if (PLAIN.test(piece)) numbers.push(...numberAt(text, offset, offset + piece.length, piece));
    offset += piece.length + 1;
  }
  return numbers;
}

/** The run without its thousands separators; undefined when it is not one number. */
function plainDigits(run: string): string | undefined {
  if (PLAIN.test(run)) return run;
  if (COMMAS.test(run) || INDIAN.test(run)) return run.replaceAll(',', '');
  if (APOSTROPHES.test(run)) return run.replace(/['’]/gu, '');
  if (NARROW_SPACES.test(run)) return run.replace(/[\u00a0\u202f\u2009]/gu, '').replace(',', '.');
  if (EUROPEAN.test(run)) return run.replaceAll('.', '').replace(',', '.');
  return undefined;
}

/** An identifier is refused: leading zeros, or more digits than an amount has. ".5" begins at its point. */
function numberAt(text: string, start: number, end: number, digits: string): PrintedNumber[] {
  const [integer = '', fraction = ''] = digits.split('.');
  const leadingPoint = fraction === '' && text[start - 1] === '.' && /[\s($€£¥|~<>+-]|^$/u.test(text.charAt(start - 2));
  if (leadingPoint) return [{ start: start - 1, end, digits: `0.${digits}`, decimals: digits.length, form: 'digits' }];
  if (integer.length > MOST_INTEGER_DIGITS || /^0\d/u.test(integer)) return [];
  return [{ start, end, digits, decimals: fraction.length, form: 'digits' }];
}
