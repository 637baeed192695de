import type { Entity } from '../contracts/entity.ts';

/** A term: its normal form and the pattern of its spellings. */
type Term = readonly [id: string, pattern: RegExp];

const pattern = (source: string, flags = 'giu'): RegExp =>
  new RegExp(`(?<![\\p{L}\\d-])(?:${source})(?![\\p{L}\\d])`, flags);

/** What must stand behind a sector's name when the name is also an ordinary word. */
const OF_SECTOR = '(?=[\\s-](?:sectors?|stocks|equities|names|select\\ssector|ETFs?)\\b)';

/** The eleven sectors of the Global Industry Classification Standard (MSCI and S&P, 2023). */
const SECTORS: readonly Term[] = [
  [
    'Communication Services',
    pattern('Communication\\sServices|communication\\sservices(?=\\s(?:sector|stocks|companies))', 'gu'),
  ],
  ['Consumer Discretionary', pattern('consumer\\sdiscretionary')],
  ['Consumer Staples', pattern('consumer\\sstaples')],
  ['Energy', pattern(`energy${OF_SECTOR}`)],
  ['Financials', pattern(`financials?${OF_SECTOR}|Financials`, 'gu')],
  ['Health Care', pattern(`health\\s?-?care${OF_SECTOR}`)],
  ['Industrials', pattern(`industrials?${OF_SECTOR}|Industrials`, 'gu')],
  ['Information Technology', pattern(`(?:information\\s)?technology${OF_SECTOR}|tech${OF_SECTOR}`)],
  ['Materials', pattern(`materials${OF_SECTOR}`)],
  ['Real Estate', pattern(`real\\sestate${OF_SECTOR}`)],
  ['Utilities', pattern(`utilit(?:y|ies)${OF_SECTOR}`)],
];

const TREASURY = (years: string, words: string): string =>
  `(?:${years}|${words})[\\s-]years?\\s(?:(?:U\\.?S\\.?|benchmark|constant\\smaturity)\\s)?(?:treasur(?:y|ies)|T-notes?|T-bonds?|government\\sbonds?)(?:\\s(?:notes?|bonds?|bills?|securities|constant\\smaturity))?(?:\\s(?:yields?|rates?))?`;

/** Macroeconomic and market indicators of the United States and the euro area, the more specific names first. */
const INDICATORS: readonly Term[] = [
  ['core CPI', pattern('core\\s(?:CPI|consumer\\sprice\\sind(?:ex|ices))')],
  ['CPI', pattern('consumer\\sprice\\s(?:ind(?:ex|ices|exes)|inflation)|CPI(?:-[UW])?')],
  ['PPI', pattern('producer\\sprice\\sind(?:ex|ices)|PPI')],
  [
    'core PCE',
    pattern('core\\s(?:PCE|personal\\sconsumption\\sexpenditures?)(?:\\s(?:price\\sindex|inflation|prices))?'),
  ],
  ['PCE', pattern('(?:PCE|personal\\sconsumption\\sexpenditures?)(?:\\s(?:price\\sindex|deflator|inflation|prices))?')],
  ['GDP', pattern('(?:real\\s|nominal\\s)?(?:gross\\sdomestic\\sproduct|GDP)')],
  ['federal funds rate', pattern('fed(?:eral)?\\sfunds(?:\\starget)?(?:\\srates?)?|fed\\s(?:target|policy)\\srate')],
  ['discount rate (Federal Reserve)', pattern('primary\\scredit\\srate')],
  ['unemployment rate', pattern('(?:unemployment|jobless)\\srates?')],
  ['nonfarm payrolls', pattern('non-?farm\\spayrolls?(?:\\semployment)?')],
  ['initial jobless claims', pattern('(?:initial\\s)?(?:jobless|unemployment)\\sclaims')],
  ['30-year mortgage rate', pattern('(?:30|thirty)[\\s-]year\\s(?:fixed(?:-rate)?\\s)?mortgage\\srates?')],
  ['2-year Treasury yield', pattern(TREASURY('2', 'two'))],
  ['5-year Treasury yield', pattern(TREASURY('5', 'five'))],
  ['10-year Treasury yield', pattern(TREASURY('10', 'ten'))],
  ['30-year Treasury yield', pattern(TREASURY('30', 'thirty'))],
  [
    '3-month Treasury bill rate',
    pattern('(?:3|three)[\\s-]months?\\s(?:U\\.?S\\.?\\s)?(?:treasury|T-?)\\s?(?:bills?)(?:\\s(?:yields?|rates?))?'),
  ],
  ['prime rate', pattern('prime\\s(?:lending\\s)?rate')],
  ['SOFR', pattern('SOFR|secured\\sovernight\\sfinancing\\srate')],
  ['LIBOR', pattern('LIBOR|London\\sinter-?bank\\soffered\\srate')],
  ['EURIBOR', pattern('EURIBOR')],
  [
    'ISM manufacturing index',
    pattern(
      "ISM\\s(?:manufacturing|services)?\\s?(?:index|PMI|survey)|(?:manufacturing|services|composite)\\sPMI|purchasing\\smanagers[’']?\\sindex",
    ),
  ],
  ['industrial production', pattern('industrial\\sproduction(?:\\sindex)?')],
  ['housing starts', pattern('housing\\sstarts')],
  ['consumer confidence', pattern('consumer\\sconfidence(?:\\sindex)?')],
  ['consumer sentiment', pattern('consumer\\ssentiment(?:\\sindex)?')],
  ['VIX', pattern('VIX|CBOE\\svolatility\\sindex')],
  [
    'S&P 500',
    pattern("S\\s?&\\s?P\\s500(?:\\sindex)?|Standard\\s(?:&|and)\\sPoor[’']?s\\s500(?:\\s(?:stock\\s)?index)?"),
  ],
  ['Dow Jones Industrial Average', pattern('Dow\\sJones\\sIndustrial(?:\\sAverage)?|DJIA')],
  ['Nasdaq Composite', pattern('nasdaq\\scomposite(?:\\sindex)?')],
  ['Russell 2000', pattern('Russell\\s2000(?:\\sindex)?')],
];

/** The sectors and indicators a text names. */
export function findTerms(text: string): Entity[] {
  return [...find(text, 'sector', SECTORS), ...find(text, 'indicator', INDICATORS)];
}

function find(text: string, kind: 'sector' | 'indicator', terms: readonly Term[]): Entity[] {
  return terms.flatMap(([id, spellings]) =>
    Array.from(text.matchAll(spellings), (match) => ({
      kind,
      text: match[0],
      id,
      span: { start: match.index, end: match.index + match[0].length },
    })),
  );
}
