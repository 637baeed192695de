import type { Span } from '../contracts/entity.ts';
import { allMatches } from '../text/all-matches.ts';

const MONTH =
  '(?:jan(?:uary|\\.)?|feb(?:ruary|\\.)?|mar(?:ch|\\.)?|apr(?:il|\\.)?|may|june?\\.?|july?\\.?|aug(?:ust|\\.)?|sept?(?:ember|\\.)?|oct(?:ober|\\.)?|nov(?:ember|\\.)?|dec(?:ember|\\.)?)';
const STATES =
  'AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC';
/** A unit that turns what looks like a label into an amount: "may 10 percent", "rule 5 million". */
const UNIT = '(?!\\s?(?:%|per\\s?cent|percent|million|billion|thousand|trillion|bps|basis))';

/** Words before a number that make it the number of a part of a document or of a rule. */
const PARTS =
  'pages?|pp?\\.|sections?|secs?\\.|§{1,2}|note|item|part|article|chapter|exhibit|schedule|table|figure|figs?\\.|appendix|annex|rules?|regulations?|topics?|subtopics?|ASC|ASU|IFRS|IAS|IFRIC|SFAS|FAS|FASB|SAB|FSP|FIN|EITF|SOP|nos?\\s?\\.|level|levels|tier|phase|step|footnotes?|paragraphs?|clauses?|version|title|pillar|basel|amendment|statement|interpretation|opinion|proposals?|form|bulletin|series|suite|box|zip|chapter|class|category|stage|interstate|highway|act|acts|act\\sof|code\\sof|scope|scopes';
/** Plurals that are also words of table labels ("Other items 14 25"): only with a capital. */
const CAPITAL_PARTS =
  'Notes|Items|Parts|Articles|Exhibits|Schedules|Tables|Figures|Appendices|Levels|Tiers|Nos|Forms|Titles';
const PART_NUMBER =
  '(?:\\d{1,3}(?:[-.]\\d{1,3}){0,3}[A-Za-z]?|20\\d\\d-\\d\\d|19\\d\\d|20\\d\\d)(?:\\([A-Za-z\\d]{1,4}\\)){0,4}';
const PART_JOIN =
  '(?:\\s?,\\s?(?:and\\s|or\\s)?|\\s?[-–]\\s?|\\s(?:and|or|to|through|&)\\s)(?:(?:notes?|items?|sections?|level|part|tier)\\s)?';
const partList = (words: string, flags: string): RegExp =>
  new RegExp(
    `(?<![\\w-])(?:${words})\\s{0,2}(?:no\\.\\s?|number\\s|#\\s?)?${PART_NUMBER}(?:${PART_JOIN}${PART_NUMBER}(?![\\d,]|\\s?(?:%|per|million|billion)))*(?![\\d%]|[.,]\\d)${UNIT}`,
    flags,
  );
const IDENTIFIER_LABELS =
  'CUSIP|ISIN|SEDOL|CIK|EIN|SKU|FRN|CRD|LEI|DUNS|PCAOB\\sID|ID|[Ff]ile|[Aa]ccount|[Aa]cct|[Aa]\\/c|[Rr]outing|ABA|[Rr]egistration|[Pp]atent|[Cc]ase|[Dd]ocket|[Oo]rder|[Ii]nvoice|[Tt]icket|[Rr]eference|[Rr]ef|[Pp]olicy|[Pp]ermit|[Ll]icense|[Ll]icence|[Cc]onfirmation|[Tt]racking|[Ee]xtension|[Ee]xt|[Tt]elephone|[Tt]el|[Pp]hone|[Ff]ax|[Ii]dentification|[Cc]ommission\\sfile';

/** Ways to write a number that is no amount. Every pattern begins with something definite and repeats within bounds. */
const PATTERNS: readonly RegExp[] = [
  // Days without a year, and days of a month range.
  new RegExp(
    `(?<!\\w)${MONTH}\\s{1,2}\\d{1,2}(?:st|nd|rd|th)?(?:\\s?[-–]\\s?\\d{1,2})?(?![\\d%]|[.,]\\d)${UNIT}`,
    'giu',
  ),
  /(?<![\w.,])\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b/gu,
  /(?<![\w.,:])\d{1,2}\s{0,2}[ap]\.?m\b/giu,
  // Forms of the SEC and of the tax office.
  /(?<![\w-])(?:forms?\s{1,2})?(?:10-?[KQD](?:405|SB)?|8-?K|20-?F|6-?K|40-?F|11-?K|S-\d{1,2}|F-\d{1,2}|13[DFG]|14[AC]|424B\d?)(?:\/A)?(?![\w])(?:\s\d{1,2}\.\d{1,3}(?![\d%])|\s?\|\s?\d{1,4}(?=\s*$))?/gimu,
  /(?<!\w)(?:S-[KXTP]|W-\d|1099(?:-[A-Z]{1,4})?|Schedule\s13[DFG])(?!\w)/gu,
  // Notes, pages, items, sections, rules, levels, and lists of them.
  partList(PARTS, 'giu'),
  partList(CAPITAL_PARTS, 'gu'),
  // Bills and propositions.
  /(?<![A-Za-z])(?:AB|SB|HB|H\.R\.|[Bb]ill|Proposition|Directive|Executive\sOrder)\s{1,2}(?:No\.\s)?\d{1,5}(?![\d%]|[.,]\d)/gu,
  // Identifiers behind their label, and by their shape: telephone, accession, social security, employer, zip code.
  new RegExp(
    `(?<!\\w)(?:${IDENTIFIER_LABELS})\\s{0,2}(?:[Nn]umbers?|[Nn]os?\\.?|id|ID|code|#)?\\s{0,2}(?:\\(s\\)\\s?)?(?:is\\s|of\\s)?[:#.]?\\s{0,2}(?:(?:[A-Z]{1,6}[- ]?)?\\d[\\dA-Z]{0,20}(?:[-–. /][\\dA-Z]{1,12}){0,6})(?<=\\d[\\dA-Z-]{3,20})`,
    'gu',
  ),
  /\bPCAOB\sID\s?:?\s?\d{1,6}/giu,
  /(?<![\w-])(?:\+?\d{1,3}[-. ])?(?:\(\d{3}\)\s?|\d{3}[-.])\d{3}[-.]\d{4}(?![\w-])/gu,
  new RegExp(`(?<![A-Za-z])(?:${STATES})\\s{1,2}\\d{5}(?:-\\d{4})?(?!\\d)`, 'gu'),
  /(?<![\w.,$-])\d{1,5}\s(?:[A-Z][A-Za-z.]{0,20}\s){1,4}(?:Street|St\.|Avenue|Ave\.|Road|Rd\.|Boulevard|Blvd\.?|Drive|Lane|Parkway|Plaza|Court|Circle|Highway|Square|Way)(?!\w)/gu,
  /(?<!\w)Box\s\d{1,8}(?!\d)/giu,
  /^\s{0,8}[-–—]\s?\d{1,4}\s?[-–—]\s{0,8}$/gmu,
  // Months and weeks that name a reporting period.
  /(?<![\w.,])\d{1,2}[\s-](?:months?|weeks?|week|month)[\s-](?:ended|ending|period)/giu,
  // Years before 1950 where they certainly are years, and decades.
  /(?<=\b(?:in|since|from|until|till|of|by|founded|year|circa|established|incorporated)\s)1[6-9]\d\d(?![\w%]|[.,]\d)(?!\s(?:shares|million|employees|stores))/giu,
  // Indices, products and programmes whose name has a number.
  /(?<!\w)(?:S&P|Poor['’]?s|S\s?&\s?P|Russell|Nasdaq|NASDAQ|FTSE|Fortune|Nikkei|STOXX(?:\sEurope)?|DAX|CAC|CSI|Dow|MSCI|Forbes|Global|Inc\.|Hang\sSeng|Topix|NYSE\sArca)[\s-]{1,2}(?:25|30|35|40|50|100|150|200|225|250|300|400|500|600|1000|2000|2500|3000|5000)(?![\d%]|[.,]\d)/giu,
  /(?<!\w)(?:COVID|Boeing|Airbus\sA|Windows|Office|Microsoft|Xbox|iPhone|iPad|Galaxy|PlayStation|Motel|Forever|Pier|Model|Studio|Channel|Agenda|Vision|Area|Title|Chapter|Apollo|Type|CAR-T|Gen|Euro|Stage|Phase|Level)[\s-]\d{1,4}(?![\d%]|[.,]\d)/gu,
];

/** More of them, by a character that each needs: most sentences are without it. */
const PATTERNS_WITH: Readonly<Record<string, readonly RegExp[]>> = {
  ':': [
    // Clock times and ratios such as 2:1.
    /(?<![\w.,:])\d{1,3}:\d{1,3}(?::\d{2})?(?![\d%])(?:\s{0,2}[ap]\.?m\b\.?)?/giu,
    /(?<![\w.,:])\d{1,2}\s:\s\d{2}\s[ap]\.?m\b/giu,
  ],
  '#': [/#\s?\d{1,9}(?!\d)/gu],
  '[': [
    // Citations of an answer: "[1]", "[2, 3]".
    /\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,12}\]/gu,
  ],
  '-': [
    /(?<![\w.])\d{1,3}[a-z]{1,2}\d{0,2}-\d{1,2}(?!\w|[.,]\d)/gu,
    /(?<![\w-])\d{10}-\d{2}-\d{6}(?![\w-])/gu,
    /(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])/gu,
    /(?<![\w-])\d{2}-\d{7}(?![\w-])/gu,
    /(?<![\w.,$-])\d{1,3}-\d{5,6}(?![\w-]|[.,]\d)/gu,
    /(?<![\w-])\d{5}-\d{4}(?![\w-])/gu,
  ],
  '(': [
    // "401(k)", "Section 15(d)" without its word.
    /(?<![\w.,$])\d{1,4}(?:\([a-zA-Z]{1,4}\)){1,4}/gu,
    /(?<![\w.,$])(?:401|403|457|501|510|529)\s?\(\s?[a-z]\s?\)/giu,
    // "(a)1." of an index, "-11-" at the foot of a page.
    /\([a-zA-Z]\)\d{1,2}(?![\d%]|[.,]\d)/gu,
  ],
  '+': [/(?<![\w-])\+\d{1,3}(?:[-. ]\(?\d{1,4}\)?){2,5}(?![\w-])/gu],
  ',': [
    /,\s?[A-Z][a-z]{2,15}(?:\s[A-Z][a-z]{2,15})?\s\d{5}(?:-\d{4})?(?![\d%]|[.,]\d)(?!\s(?:shares|million|billion|thousand|employees|dollars))/gu,
  ],
};

const PATTERNS_BY_SIGN = Object.entries(PATTERNS_WITH);

const LIST_MARK =
  /^[ \t]{0,12}(?:\(\s?\d{1,3}\s?\)|\d{1,3}\s?[.)](?=\s)|\d{1,2}(?:\.\d{1,3}){1,3}\.?[*†‡]{0,2}(?=\s{1,4}[A-Z“"]))/u;
const WEB_TOKEN = /^(?:[a-z]{2,8}:\/\/|www\.)|@|\.(?:com|org|net|gov|edu|pdf|html?|xml|json|csv)\b/iu;

const TOKEN = /\S+/gu;
/** Without one of these a text has no token of the web. */
const WEB_SIGN = /:\/\/|www\.|@|\.(?:com|org|net|gov|edu|pdf|html?|xml|json|csv)/iu;

/** The spans of a text whose digits are no amounts: references, identifiers, times, phone numbers, names, list numbers. */
export function notAmounts(text: string): Span[] {
  const spans: Span[] = [];
  const mark = (pattern: RegExp): void => {
    for (const match of allMatches(text, pattern))
      spans.push({ start: match.index, end: match.index + match[0].length });
  };
  PATTERNS.forEach(mark);
  for (const [needed, patterns] of PATTERNS_BY_SIGN) if (text.includes(needed)) patterns.forEach(mark);
  for (const match of WEB_SIGN.test(text) ? allMatches(text, TOKEN) : []) {
    if (match[0].length > 4 && WEB_TOKEN.test(match[0].slice(0, 2000))) {
      spans.push({ start: match.index, end: match.index + match[0].length });
    }
  }
  return spans;
}

/** The mark of a numbered list or footnote at the beginning of a line: "1.", "(2)", "10.1". */
export function listMark(line: string): number {
  const match = LIST_MARK.exec(line.slice(0, 40));
  if (match === null) return 0;
  const rest = line.slice(match[0].length);
  return /^\s*(?:$|%|bps|basis|per\s?cent|percent|thousand|million|billion|trillion|x\b|times)/iu.test(rest)
    ? 0
    : match[0].length;
}
