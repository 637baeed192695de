import type { Span } from '../contracts/entity.ts';
import type { Period } from '../contracts/figure.ts';
import type { Sentence } from '../text/sentences.ts';
import type { Draft } from './draft.ts';
import { lastAtOrBefore } from './spans.ts';
import type { LayoutLine } from './table-layout.ts';

export interface FigurePeriodsOptions {
  readonly lines: readonly LayoutLine[];
  readonly sentences: readonly Sentence[];
  readonly periods: readonly Period[];
}

type Located = Period & { readonly span: Span };

/** Words that put what follows into a period the sentence does not name. */
const OTHER_PERIOD =
  /\b(?:prior|previous|preceding|last|year-ago|year-earlier|comparable|corresponding|same)\s(?:\w+\s)?(?:year|quarter|period|month)|\ba\syear\s(?:ago|earlier)\b/iu;
/** The same right behind a figure: "$4 million in the prior year". */
const ATTACHED_OTHER =
  /^\s?,?\s?(?:(?:in|for|during|of|at)\s)?(?:the\s)?(?:(?:prior|previous|preceding|last|year-ago|year-earlier|comparable|corresponding|same)\s|a\syear\s(?:ago|earlier))/iu;
const FOLLOWS =
  /^\s?[,;]?\s?\(?(?:(?:in|for|during|at|as\sof|on|through|since|by)\s)?(?:the\s)?(?:(?:full|calendar|fiscal|year|years|quarter|months?|three|six|nine|twelve|period|ended|ending)\s){0,4}$/iu;
/** Words behind which another period's figure stands. */
const COMPARISON = /\b(?:compared|comparison|versus|vs|than|up\sfrom|down\sfrom|against)\b/iu;
/** The period of a comparison: "compared to $4 million in the first half of 2019". */
const COMPARED = /\b(?:compared|comparison|versus|vs|than|from|over|against)\b[^,;]{0,60}$/iu;
/** A date on which something falls due is not the period a figure is about. */
const MATURITY =
  /\b(?:due|matur\w+|expir\w+|redeemable|payable|until|through)\s(?:(?:in|on|at|from|fiscal|beginning)\s){0,2}(?:(?:mid|late|early)-)?$/iu;
/** More words than this between periods, and a line is prose and no heading of columns. */
const LONGEST_HEADING = 60;
const MOST_COLUMNS = 40;
/** A "sentence" with more figures is no sentence, and says of none of them when. */
const MOST_FIGURES = 100;
const RESPECTIVELY = /\brespectively\b/iu;

/** The period of each draft where it is unambiguous: of its column, or the nearest in its sentence. */
export function figurePeriods(drafts: readonly Draft[], options: FigurePeriodsOptions): Array<Period | undefined> {
  const periods = options.periods.filter((period): period is Located => period.span !== undefined);
  const columns = columnPeriods(options.lines, periods);
  const result = new Array<Period | undefined>(drafts.length).fill(undefined);
  const bySentence = new Map<number, number[]>();
  for (const [index, draft] of drafts.entries()) {
    const line = options.lines[lastAtOrBefore(options.lines, draft.number.start)];
    if (line?.row === true && draft.number.start >= line.valuesFrom) {
      result[index] = columns(line, draft.number.start);
      continue;
    }
    const sentence = lastAtOrBefore(options.sentences, draft.number.start);
    const members = bySentence.get(sentence);
    if (members === undefined) bySentence.set(sentence, [index]);
    else members.push(index);
  }
  for (const [index, members] of bySentence) {
    const sentence = options.sentences[index];
    if (sentence === undefined || members.length > MOST_FIGURES) continue;
    const inside = between(periods, sentence.start, sentence.end).filter(
      ({ span }) =>
        !MATURITY.test(sentence.text.slice(Math.max(0, span.start - sentence.start - 24), span.start - sentence.start)),
    );
    const own = members.flatMap((member) => drafts[member] ?? []);
    for (const [place, period] of sentencePeriods(own, inside, sentence).entries()) {
      const member = members[place];
      if (member !== undefined) result[member] = period;
    }
  }
  return result;
}

function between(periods: readonly Located[], start: number, end: number): Located[] {
  const spans = periods.map(({ span }) => span);
  const from = lastAtOrBefore(spans, start - 1) + 1;
  return periods.slice(from, lastAtOrBefore(spans, end - 1) + 1);
}

/** The periods of the figures of one sentence. */
function sentencePeriods(
  drafts: readonly Draft[],
  periods: readonly Located[],
  sentence: Sentence,
): Array<Period | undefined> {
  const [first] = periods;
  if (first === undefined) return drafts.map(() => undefined);
  const paired = respectively(drafts, periods, sentence);
  if (paired !== undefined) return paired;
  const text = (from: number, to: number): string => sentence.text.slice(from - sentence.start, to - sentence.start);
  const main = periods.filter(
    ({ span }) => !COMPARED.test(text(Math.max(sentence.start, span.start - 80), span.start)),
  );
  const [only] = main;
  const single = only !== undefined && periods.every(({ label }) => label === only.label);
  return drafts.map((draft, index) => {
    const limit = drafts[index + 1]?.start ?? sentence.end;
    const following = periods.find(({ span }) => span.start >= draft.end);
    if (following !== undefined && following.span.start < limit && FOLLOWS.test(text(draft.end, following.span.start)))
      return following;
    const preceding = main.findLast(({ span }) => span.end <= draft.start);
    const context = text(preceding?.span.end ?? sentence.start, draft.start);
    if (OTHER_PERIOD.test(context) || ATTACHED_OTHER.test(text(draft.end, limit)) || COMPARISON.test(context))
      return undefined;
    if (single) return COMPARISON.test(text(draft.end, Math.max(draft.end, only.span.start))) ? undefined : only;
    const alone = (drafts[index - 1]?.end ?? sentence.start) <= (preceding?.span.start ?? -1);
    const undisturbed = following === undefined || following.span.start >= limit;
    return alone && undisturbed ? preceding : undefined;
  });
}

/** "$5 million and $4 million in 2019 and 2018, respectively": as many figures in front as periods behind, in order. */
function respectively(
  drafts: readonly Draft[],
  periods: readonly Located[],
  sentence: Sentence,
): Array<Period | undefined> | undefined {
  if (!RESPECTIVELY.test(sentence.text)) return undefined;
  const lastFigure = drafts.at(-1);
  const [firstPeriod] = periods;
  if (lastFigure === undefined || firstPeriod === undefined || periods.length < 2) return undefined;
  const units = new Set(drafts.map(({ unit }) => unit));
  const apart = lastFigure.end <= firstPeriod.span.start || (periods.at(-1)?.span.end ?? 0) <= (drafts[0]?.start ?? 0);
  if (units.size > 1 || !apart || drafts.length !== periods.length) return drafts.map(() => undefined);
  return [...periods];
}

/** Finds the period of a column: rows of cells by their place, rows parted by blanks by their order. */
function columnPeriods(
  lines: readonly LayoutLine[],
  periods: readonly Located[],
): (line: LayoutLine, offset: number) => Period | undefined {
  const headers = new Map<number, ReadonlyArray<Period | undefined>>();
  let header: Array<Period | undefined> = [];
  let open = false;
  for (const line of lines) {
    const inside = between(periods, line.start, line.end);
    const words = inside.reduce((length, { span }) => length - (span.end - span.start), line.end - line.start);
    if (line.row && line.values.length > 0) {
      headers.set(line.start, header);
      open = false;
    } else if (line.cells === undefined && words > LONGEST_HEADING) {
      header = [];
      open = false;
    } else if (inside.length > 0 && inside.length <= MOST_COLUMNS) {
      const above = open ? header : [];
      header = line.cells === undefined ? [...above, ...inside] : cellHeader(line.cells, inside, above);
      open = header.length <= MOST_COLUMNS;
    }
  }
  return (line, offset) => {
    const column = columnPeriod(headers.get(line.start) ?? [], line, offset);
    if (column !== undefined) return column;
    const stub = between(periods, line.start, line.valuesFrom);
    return stub.length === 1 && between(periods, line.start, line.end).length === 1 ? stub[0] : undefined;
  };
}

/** A single period over several columns is a heading of them all, and which are its own is not to be seen. */
function columnPeriod(header: ReadonlyArray<Period | undefined>, line: LayoutLine, offset: number): Period | undefined {
  const periods = header.filter((period) => period !== undefined);
  if (periods.length === 1 && line.values.length > 1) return undefined;
  if (line.cells !== undefined) return header[lastAtOrBefore(line.cells, offset)];
  return periods.length === line.values.length ? header[lastAtOrBefore(line.values, offset)] : undefined;
}

/** A header row over the one above it; a single heading over several columns says nothing of any of them. */
function cellHeader(
  cells: readonly Span[],
  inside: readonly Located[],
  above: ReadonlyArray<Period | undefined>,
): Array<Period | undefined> {
  const header = [...above];
  for (const period of inside) {
    const cell = lastAtOrBefore(cells, period.span.start);
    header[cell] = header[cell] === undefined || period.kind !== 'year' ? period : header[cell];
  }
  return header;
}
