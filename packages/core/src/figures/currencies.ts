/** Marks of currencies that stand before or behind a number, longest first, with their ISO 4217 codes. */
const SYMBOLS: Readonly<Record<string, string>> = {
  US$: 'USD',
  U$S: 'USD',
  CAD$: 'CAD',
  CA$: 'CAD',
  CDN$: 'CAD',
  C$: 'CAD',
  AUD$: 'AUD',
  AU$: 'AUD',
  A$: 'AUD',
  NZ$: 'NZD',
  HK$: 'HKD',
  SG$: 'SGD',
  S$: 'SGD',
  NT$: 'TWD',
  R$: 'BRL',
  MX$: 'MXN',
  Mex$: 'MXN',
  USD$: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  '₩': 'KRW',
  '₽': 'RUB',
  '₪': 'ILS',
  '₺': 'TRY',
  RMB: 'CNY',
  Rs: 'INR',
  DM: 'DEM',
};

const CODES =
  'USD EUR GBP JPY CAD AUD NZD HKD SGD CHF CNY INR KRW TWD BRL MXN ZAR SEK NOK DKK PLN CZK HUF RUB TRY ILS THB IDR MYR PHP VND ARS CLP COP PEN AED SAR EGP NGN'.split(
    ' ',
  );

/** Currencies whose sign may be printed as a bare "$". */
const DOLLARS = new Set(['USD', 'CAD', 'AUD', 'NZD', 'HKD', 'SGD', 'TWD', 'MXN', 'ARS', 'CLP', 'COP']);

const NAMES: ReadonlyArray<readonly [RegExp, string | undefined]> = [
  [/^(?:U\.?S\.?|United States|American) dollars?$/iu, 'USD'],
  [/^Canadian dollars?$/iu, 'CAD'],
  [/^Australian dollars?$/iu, 'AUD'],
  [/^New Zealand dollars?$/iu, 'NZD'],
  [/^(?:Hong Kong|HK) dollars?$/iu, 'HKD'],
  [/^Singapore dollars?$/iu, 'SGD'],
  [/^(?:(?:New )?Taiwan|NT) dollars?$/iu, 'TWD'],
  [/^dollars?$/iu, undefined],
  [/^euros?$/iu, 'EUR'],
  [/^(?:British )?pounds?(?: sterling)?$/iu, 'GBP'],
  [/^(?:Japanese )?yen$/iu, 'JPY'],
  [/^(?:Chinese )?(?:yuan|renminbi)(?: yuan)?$/iu, 'CNY'],
  [/^Swiss francs?$/iu, 'CHF'],
  [/^(?:Indian )?rupees$/iu, 'INR'],
  [/^Danish kroner?$/iu, 'DKK'],
  [/^Swedish kronor$/iu, 'SEK'],
  [/^Norwegian kroner?$/iu, 'NOK'],
];

const escapeMark = (value: string): string => value.replace(/[$.]/g, '\\$&');
const bySize = (a: string, b: string): number => b.length - a.length;
const LETTERED = [...Object.keys(SYMBOLS).filter((mark) => /^[A-Z]/.test(mark)), ...CODES].sort(bySize).map(escapeMark);
const SIGNS = Object.keys(SYMBOLS).filter((mark) => !/^[A-Z]/.test(mark));

/** Source of a pattern for the currency mark before a number: a sign, a code, or a code and a sign. */
export const CURRENCY_BEFORE = `(?:(?<![A-Za-z])(?:${LETTERED.join('|')})\\.?(?:\\s?[$€£¥])?|[$${SIGNS.join('')}])`;

/** Behind a number: a code in capitals or a sign. */
export const CURRENCY_MARK_AFTER = new RegExp(
  `^[\\s-]{0,3}(?:(?:${CODES.join('|')}|RMB)(?![A-Za-z\\d$])|[€£¥](?!\\s?\\d))`,
  'u',
);

/** Behind a number: a currency's name. "pounds" is a weight unless it says sterling. */
export const CURRENCY_NAME_AFTER =
  /^[\s-]{1,3}(?:(?:(?:U\.?S\.?|United\sStates|American|Canadian|Australian|New\sZealand|Hong\sKong|HK|NT|Singapore|(?:New\s)?Taiwan)\s)?dollars?|euros?|(?:British\s)?pounds?\ssterling|British\spounds|(?:Japanese\s)?yen|(?:Chinese\s)?(?:yuan|renminbi)|Swiss\sfrancs?|(?:Indian\s)?rupees|Danish\skroner?|Swedish\skronor|Norwegian\skroner?)(?!\w)/iu;

/** The code of a mark such as "$", "US$", "EUR", "€" or of a name such as "Canadian dollars". */
export function currencyCode(mark: string, defaultCurrency: string | undefined): string | undefined {
  const compact = mark.replace(/[\s.]/gu, '');
  const dollar = defaultCurrency !== undefined && DOLLARS.has(defaultCurrency) ? defaultCurrency : 'USD';
  if (compact === '$') return dollar;
  const upper = compact.toUpperCase();
  const code = CODES.find((known) => upper.startsWith(known)) ?? SYMBOLS[compact] ?? SYMBOLS[upper];
  if (code !== undefined) return code;
  const name = NAMES.find(([pattern]) => pattern.test(mark.trim().replace(/\s+/gu, ' ')));
  return name === undefined ? undefined : (name[1] ?? dollar);
}
