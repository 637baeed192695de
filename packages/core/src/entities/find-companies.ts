import type { Entity } from '../contracts/entity.ts';
import { NEEDS_CAPITAL, NEEDS_EVIDENCE, NEEDS_LEGAL_FORM } from './ambiguous-names.ts';
import { gapKind, type NameEntry, type NameIndex, splitWords, type Word } from './company-names.ts';
import { legalTail } from './legal-name.ts';

const POSSESSIVE = /^['’]s(?![\p{L}\d])/iu;
/** Words that are said of companies. */
const SAID_OF_COMPANIES =
  /^\s(?:\((?:NYSE|Nasdaq|NASDAQ|ticker|[A-Z]{1,5}\))|(?:group|holdings|(?:common\s|class\s[a-z]\s)?stock|shares?|shareholders|stockholders|revenues?|net\s(?:sales|income|revenues?)|sales|earnings|income|profits?|margins?|EBITDA|dividends?|guidance|capex|debt|bonds?|reported|reports|announced|said|says|posted|expects|expected|grew|rose|fell|declined|guided|filed|acquired|10-[KQ]|annual\sreport|results|CEO|CFO|board|investors)(?![\p{L}])|(?:FY\s?|fiscal\s|Q[1-4]\s)?(?:19|20)\d\d(?![\d,.]\d?))/iu;

/** The companies a text names, longest name first; possessives and legal forms are understood. */
export function findCompanies(text: string, index: NameIndex): Entity[] {
  const words = splitWords(text);
  const entities: Entity[] = [];
  let next = 0;
  while (next < words.length) {
    const found = matchAt(text, words, next, index);
    if (found === undefined) {
      next += 1;
      continue;
    }
    entities.push(found.entity);
    while (next < words.length && (words[next]?.start ?? 0) < found.entity.span.end) next += 1;
  }
  return entities;
}

function matchAt(text: string, words: readonly Word[], at: number, index: NameIndex): { entity: Entity } | undefined {
  const first = words[at];
  if (first === undefined) return undefined;
  for (const entry of index.get(first.key) ?? []) {
    const last = words[at + entry.words.length - 1];
    if (last === undefined || !wordsMatch(text, words, at, entry)) continue;
    const tail = legalTail(text, last.end);
    if (!isMeant(text, entry, { start: first.start, end: last.end, form: tail !== '' })) continue;
    const span = { start: first.start, end: last.end + tail.length };
    const { name, ticker } = entry.company;
    return {
      entity: { kind: 'company', text: text.slice(span.start, span.end), id: name, span, ticker, company: name },
    };
  }
  return undefined;
}

function wordsMatch(text: string, words: readonly Word[], at: number, entry: NameEntry): boolean {
  return entry.words.every((word, offset) => {
    const here = words[at + offset];
    const before = words[at + offset - 1];
    if (here?.key !== word) return false;
    if (offset === 0 || before === undefined) return true;
    return gapKind(text.slice(before.end, here.start)) === entry.gaps[offset - 1];
  });
}

interface Found {
  readonly start: number;
  readonly end: number;
  /** Whether a legal form stands behind the name. */
  readonly form: boolean;
}

/** Whether a match is the company and not a word, surname or place of the same spelling. */
function isMeant(text: string, entry: NameEntry, { start, end, form }: Found): boolean {
  if (isInsideToken(text, start, end)) return false;
  if (form) return true;
  if (NEEDS_LEGAL_FORM.has(entry.key)) return false;
  const after = text.slice(end, end + 24);
  const evidence = POSSESSIVE.test(after) || SAID_OF_COMPANIES.test(after);
  const written = text.slice(start, end);
  const proper = sameCase(written, entry.name);
  const shout = written === written.toUpperCase() && written.length > 4;
  if (NEEDS_EVIDENCE.has(entry.key))
    return evidence || (proper && !beginsSentence(text, start) && !/^\s\p{Lu}/u.test(after));
  const symbolic = entry.name.length <= 4 && entry.name === entry.name.toUpperCase();
  if (NEEDS_CAPITAL.has(entry.key) || symbolic) return proper || shout || (evidence && !symbolic);
  return true;
}

/** The usual spelling, whatever the apostrophes and gaps are; names in brand spelling may begin with a capital. */
function sameCase(written: string, name: string): boolean {
  const letters = (value: string): string => value.replace(/[^\p{L}\p{N}]/gu, '');
  const [here, usual] = [letters(written), letters(name)];
  return here === usual || here === usual.charAt(0).toUpperCase() + usual.slice(1);
}

/** Part of a web or mail address, a file name or a hyphenated word in front. */
function isInsideToken(text: string, start: number, end: number): boolean {
  return (
    /[@\w/\\][.-]?$|www\.$/u.test(text.slice(Math.max(0, start - 4), start)) ||
    /^(?:@|\.[a-z]{2,4}\b|_|\/\w)/u.test(text.slice(end, end + 6))
  );
}

function beginsSentence(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 4), start).trimEnd();
  return before === '' || /[.!?:;\n•|]$/u.test(before) || /\n\s*$/u.test(text.slice(Math.max(0, start - 4), start));
}
