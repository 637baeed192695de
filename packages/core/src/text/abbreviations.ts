/** Abbreviations that are followed by more of the same sentence, whatever comes next. */
const NEVER_FINAL = new Set(
  (
    'no nos approx vs v i.e e.g cf fig figs st mt mr mrs ms dr prof hon gen gov sen rep rev sec secs art arts para vol ' +
    'pp pg ch ed est avg max min incl excl resp ca dept div assn bros mfg jan feb mar apr jun jul aug sep sept oct nov dec ' +
    'mon tue tues wed thu thurs fri u.s.c c.f.r'
  ).split(' '),
);
/** Abbreviations that may also end a sentence: a capitalised word that begins sentences decides. */
const MAYBE_FINAL = new Set(
  'inc corp co cos ltd llc l.l.c plc l.p n.a n.v s.a a.g s.p.a u.s u.k u.n e.u d.c a.m p.m p.l.c etc al jr sr ave blvd'.split(
    ' ',
  ),
);
const SENTENCE_STARTERS = new Set(
  (
    'The A An This That These Those It Its We Our They Their He She In On At As For From By If When While Although However ' +
    'During Since After Before Under There Such No Net Total Revenue Revenues Sales To With Each All Any Both Other'
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
  const next = /^[\p{L}]+/u.exec(text.slice(end, end + 40).trimStart())?.[0] ?? '';
  if (NEVER_FINAL.has(lower)) return true;
  if (MAYBE_FINAL.has(lower)) return !SENTENCE_STARTERS.has(next);
  if (/^\p{Lu}$/u.test(word)) return !SENTENCE_STARTERS.has(next);
  const before = tail.slice(0, tail.length - word.length - 1).trimEnd();
  if (/^\d{1,3}[A-Z]?$/.test(word)) return text.slice(start, end).trim() === `${word}.` || /\bitem$/iu.test(before);
  return false;
}
