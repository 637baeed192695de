import type { CompanyRecord } from './company-record.ts';
import { bareName } from './legal-name.ts';

/** A word of a name or text. */
export interface Word {
  /** In small letters. */
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** One name of one company, in words. */
export interface NameEntry {
  readonly name: string;
  /** The name in small letters, as the lists of ambiguous names have it. */
  readonly key: string;
  readonly words: readonly string[];
  /** What stands between its words, reduced to "&", "'", "*" or "". */
  readonly gaps: readonly string[];
  readonly company: CompanyRecord;
}

/** All names of a company table by their first word, longer ones first. */
export type NameIndex = ReadonlyMap<string, readonly NameEntry[]>;

const WORD = /[\p{L}\p{N}]+/gu;

/** The words of a text with their spans. */
export function splitWords(text: string): Word[] {
  return Array.from(text.matchAll(WORD), (match) => ({
    key: match[0].toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** What stands between two words, as far as it tells names apart; undefined for what parts sentences and clauses. */
export function gapKind(gap: string): string | undefined {
  if (gap.length > 4 || /[;:()|/\\"“”[\]<>=@#$%]|\n\s*\n/u.test(gap)) return undefined;
  if (/[&+]/u.test(gap)) return '&';
  if (/['’]/u.test(gap)) return "'";
  return gap.includes('*') ? '*' : '';
}

/** Builds the index. Each name also stands without its legal form, with "and" for "&", and without its apostrophe. */
export function buildNameIndex(companies: readonly CompanyRecord[]): NameIndex {
  const index = new Map<string, NameEntry[]>();
  const seen = new Set<string>();
  for (const company of companies) {
    for (const name of [company.name, ...company.aliases].flatMap(spellings)) {
      const entry = toEntry(name, company);
      const [first] = entry.words;
      const id = `${entry.name}|${entry.words.join(' ')}`;
      if (first === undefined || seen.has(id)) continue;
      seen.add(id);
      const entries = index.get(first);
      if (entries === undefined) index.set(first, [entry]);
      else entries.push(entry);
    }
  }
  for (const entries of index.values()) entries.sort((a, b) => b.words.length - a.words.length);
  return index;
}

function spellings(name: string): string[] {
  const bare = bareName(name);
  const plain = [bare, bare.replace(/\s&\s/gu, ' and '), bare.replace(/['’]/gu, '')];
  return [...new Set(plain)].filter((spelling) => spelling !== '');
}

function toEntry(name: string, company: CompanyRecord): NameEntry {
  const words = splitWords(name);
  const gaps = words.slice(1).map((word, index) => gapKind(name.slice(words[index]?.end ?? 0, word.start)) ?? '');
  return { name, key: name.toLowerCase().replace(/['’]/gu, '’'), words: words.map(({ key }) => key), gaps, company };
}
