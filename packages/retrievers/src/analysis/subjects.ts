import type { Analyser } from './analyser.ts';
import { STOP_WORDS } from './stop-words.ts';

/** Who or what a document is about, as its metadata or title say: "3M", "RE", "FOMC". */
export interface Subject {
  /** Normal form: words in lower case, one blank between. */
  readonly key: string;
  /** As written. */
  readonly name: string;
  /** Ids under which a table knows it, e.g. tickers. */
  readonly ids?: readonly string[];
}

/** The subjects of an index, ready to be found in questions. */
export interface SubjectFinder {
  /** Keys of the subjects a question names, with the words it named them by. */
  find(question: string): SubjectMatches;
}

export interface SubjectMatches {
  readonly keys: readonly string[];
  readonly words: ReadonlySet<string>;
}

/** Words of titles that name a kind of document or a part of one, not a subject. */
const TITLE_WORDS: ReadonlySet<string> = new Set(
  `annual quarterly report reports form 10k 10q 8k 20f 6k 40f 10 8 20 k q f def 14a proxy statement statements earnings release
  press call transcript results presentation letter prospectus filing document file excerpt extract summary untitled
  page pages p part section chapter appendix exhibit item volume no number and of the for on in to at from a an by with
  fy fiscal year years quarter half month ended ending q1 q2 q3 q4 h1 h2 january february march april may june july
  august september october november december jan feb mar apr jun jul aug sep sept oct nov dec first second third fourth
  meeting minutes policy decision note notes draft final version copy amended pdf html docx txt md csv`.split(/\s+/),
);
/** Before a single letter these say that it numbers something ("Class A") and is no ticker. */
const NUMBERED_BY_LETTER: ReadonlySet<string> = new Set(
  `class series tier level type schedule exhibit part note phase grade appendix item section plan category`.split(
    /\s+/,
  ),
);
/** Words at the end of a company's name that questions leave out. */
const LEGAL_FORMS: ReadonlySet<string> = new Set(
  `inc incorporated corp corporation co company companies ltd limited plc llc lp sa ag nv se group holding holdings the
  international and`.split(/\s+/),
);
/** A title that leaves more words than this names no subject but speaks of one. */
const MAX_SUBJECT_WORDS = 5;
const MAX_NAME_WORDS = 6;

/**
 * The subject a title names: what is left without dates, years, page numbers and kinds of document. `3M 2018 10K` is
 * `3M`; `FOMC statement, 1994-05-17` is `FOMC`; a headline is none.
 */
export function subjectOfTitle(title: string, analyser: Analyser): Subject | undefined {
  // What stands before a dash or colon names the subject of the rest.
  const [head = ''] = title.normalize('NFKC').split(/\s[–—-]\s|[:|]\s/);
  const written = head.split(/[\s,;:()|_/]+|(?<=\d)-|-(?=\d)/);
  const capitals = title === title.toUpperCase();
  const kept = written.filter((piece, place) => {
    if (piece === '&') return place > 0;
    // "ON 2014 annual report": a small word in capitals is a ticker where the rest is not in capitals.
    if (!capitals && /^[A-Z]{1,3}$/.test(piece) && STOP_WORDS.has(piece.toLowerCase())) return true;
    const words = analyser.words(piece);
    return words.some(
      (word) => !TITLE_WORDS.has(word) && !/^\d+(st|nd|rd|th)?$/.test(word) && !/^\d{4}q\d$|^\dq\d\d$/.test(word),
    );
  });
  return kept.length > MAX_SUBJECT_WORDS ? undefined : subjectOfName(kept.join(' '), analyser);
}

/** The subject a company's name is, or none when the name is empty. */
export function subjectOfName(name: string, analyser: Analyser): Subject | undefined {
  const key = analyser.words(name).join(' ');
  return key === '' ? undefined : { key, name: name.trim() };
}

/** Ids under which a text names a subject that a table knows by several names, e.g. tickers of `linkEntities`. */
export type Identify = (text: string) => readonly string[];

/**
 * Makes a finder of subjects in questions. A name is found written together or apart ("Best Buy", "BestBuy"), without
 * its legal form ("AES" for "AES Corporation"), by another name of the same id, and by its first words when no other
 * subject begins with them ("Kraft" for "Kraft Heinz"). A name of one word must be written as names are: with a capital,
 * and wholly in capitals when it is a word of everyday speech ("ALL", "ON").
 */
export function createSubjectFinder(
  subjects: Iterable<Subject>,
  analyser: Analyser,
  identify: Identify = () => [],
): SubjectFinder {
  const tables: Tables = { byName: new Map(), byPrefix: new Map(), byId: new Map() };
  for (const { key, name, ids } of subjects) {
    const words = key.split(' ');
    const core = withoutLegalForm(words);
    for (const joined of [words.join(''), core.join(''), core.join('').replace(/s$/, '')])
      add(tables.byName, joined, key);
    for (let count = 1; count < core.length; count += 1) add(tables.byPrefix, core.slice(0, count).join(''), key);
    for (const id of ids ?? identify(name)) add(tables.byId, id, key);
  }
  return {
    find(question) {
      const { keys, words } = findNames(question, analyser, tables);
      for (const id of identify(question)) for (const key of tables.byId.get(id) ?? []) keys.add(key);
      return { keys: [...keys].sort(), words };
    },
  };
}

type Table = Map<string, Set<string>>;

interface Tables {
  readonly byName: Table;
  readonly byPrefix: Table;
  readonly byId: Table;
}

function add(table: Table, joined: string, key: string): void {
  if (joined !== '') table.set(joined, (table.get(joined) ?? new Set()).add(key));
}

interface Piece {
  readonly word: string;
  readonly written: string;
  readonly isFirst: boolean;
}

function findNames(question: string, analyser: Analyser, tables: Tables): { keys: Set<string>; words: Set<string> } {
  const pieces = question
    .normalize('NFKC')
    .split(/\s+/)
    .flatMap((written, index) => analyser.words(written).map((word) => ({ word, written, isFirst: index === 0 })));
  const noCapitals = question === question.toLowerCase();
  const keys = new Set<string>();
  const words = new Set<string>();
  for (let start = 0; start < pieces.length; ) {
    const { found, length } = longestName(pieces, start, { tables, noCapitals });
    for (const key of found) keys.add(key);
    if (length > 0) for (const { word } of pieces.slice(start, start + length)) words.add(word);
    start += Math.max(1, length);
  }
  return { keys, words };
}

function longestName(
  pieces: readonly Piece[],
  start: number,
  { tables, noCapitals }: { tables: Tables; noCapitals: boolean },
): { found: Iterable<string>; length: number } {
  for (let length = Math.min(MAX_NAME_WORDS, pieces.length - start); length > 0; length -= 1) {
    const part = pieces.slice(start, start + length);
    const [first] = part;
    if (first === undefined) continue;
    const joined = part.map(({ word }) => word).join('');
    const full = tables.byName.get(joined);
    const numbered = joined.length === 1 && NUMBERED_BY_LETTER.has(pieces[start - 1]?.word ?? '');
    if (full !== undefined && !numbered && (length > 1 || isName(first, noCapitals))) return { found: full, length };
    const begun = tables.byPrefix.get(joined);
    const sure = !first.isFirst || length > 1 || /['’]s\W*$/.test(part.at(-1)?.written ?? '');
    if (begun?.size === 1 && joined.length > 2 && sure && /^\p{Lu}/u.test(first.written)) {
      return { found: begun, length };
    }
  }
  return { found: [], length: 0 };
}

function isName({ word, written }: Piece, noCapitals: boolean): boolean {
  if (STOP_WORDS.has(word) || word.length < 3) return /^[^\p{Ll}]+(?:['’]s)?[^\p{Ll}]*$/u.test(written);
  return noCapitals || /[\p{Lu}\p{N}]/u.test(written);
}

function withoutLegalForm(words: readonly string[]): readonly string[] {
  let end = words.length;
  while (end > 1 && LEGAL_FORMS.has(words[end - 1] ?? '')) end -= 1;
  return words.slice(0, end);
}
