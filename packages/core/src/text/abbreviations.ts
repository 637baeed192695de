/** Abbreviations that are followed by more of the same sentence, whatever comes next. */
const NEVER_FINAL = new Set(
  (
    'approx vs v i.e e.g cf st mt mr mrs ms dr prof hon gen gov sen rep est avg incl excl resp ca dept assn bros mfg ' +
    'mon tue tues wed thu thurs u.s.c c.f.r'
  ).split(' '),
);
/** Abbreviations before a number: "No. 5", "Fig. 2", "Jan. 1". Before a word they end the sentence ("the SEC. Item 1A"). */
const BEFORE_NUMBER = new Set(
  (
    'no nos fig figs sec secs art arts para paras vol ch p pp pg pt ed eq rev max min item ' +
    'jan feb mar apr jun jul aug sep sept oct nov dec'
  ).split(' '),
);
/** Abbreviations that may also end a sentence: a capitalised word that begins sentences decides. */
const MAYBE_FINAL = new Set(
  'inc corp co cos ltd llc l.l.c plc l.p lp n.a n.v s.a a.g s.p.a u.s u.k u.n e.u d.c a.m p.m p.l.c etc al jr sr ave blvd'.split(
    ' ',
  ),
);
const SENTENCE_STARTERS = new Set(
  (
    'The A An This That These Those It Its We Our They Their He She In On At As For From By If When While Although However ' +
    'During Since After Before Under There Such No Net Total Revenue Revenues Sales To With Each All Any Both Other ' +
    'Item ITEM Note See Table Some Most Certain Management Company'
  ).split(' '),
);

/**
 * Whether the sentence that seems to end at `end` only ends with an abbreviation, an initial or a list number,
 * so that it goes on. `start` is where the sentence begins.
 */
export function endsWithAbbreviation(text: string, start: number, end: number): boolean {
  const tail = text.slice(Math.max(start, end - 40), end).trimEnd();
  if (!tail.endsWith('.')) return false;
  const word = /(?:^|[\s("“'‘[/-])([\p{L}\d.&]+?)\s?\.$/u.exec(tail)?.[1];
  if (word === undefined) return false;
  const lower = word.toLowerCase();
  const following = text.slice(end, end + 40).trimStart();
  const next = /^[\p{L}]+/u.exec(following)?.[0] ?? '';
  if (NEVER_FINAL.has(lower)) return true;
  if (/^\p{Lu}(?:\.\p{Lu})*$/u.test(word)) return !SENTENCE_STARTERS.has(next);
  if (BEFORE_NUMBER.has(lower)) return /^[\d#(§]|^[A-Z]?[-\d]|^[IVX]+\b/u.test(following);
  if (MAYBE_FINAL.has(lower)) return /^[(,;]/u.test(following) || (next !== '' && !SENTENCE_STARTERS.has(next));
  return isListNumber(text, start, end, word);
}

/** "7." in "Item 7. Properties", or alone at the beginning: "1. Revenue", "a. The following". */
function isListNumber(text: string, start: number, end: number, word: string): boolean {
  const sentence = text.slice(start, Math.min(end, start + 60)).trim();
  if (/^(?:\d{1,3}[A-Za-z]?|[a-z]|[ivx]{1,4})$/u.test(word) && sentence.replace(/\s/gu, '') === `${word}.`) return true;
  return (
    /^\d{1,3}[A-Z]?$/u.test(word) &&
    /(?:^|[\s“"‘(])(?:item|note|part|exhibit|section)\s\d{1,3}[A-Z]?\s?\.$/iu.test(
      text.slice(Math.max(start, end - 16), end).trimEnd(),
    )
  );
}
