import type { Period } from '../contracts/figure.ts';
import type { Sentence } from '../text/sentences.ts';
import type { Draft } from './draft.ts';
import type { PlacedPeriod } from './placed-period.ts';

/** Words that put what follows into a period the sentence does not name. */
const OTHER_PERIOD =
  /\b(?:prior|previous|preceding|last|year-ago|year-earlier|comparable|corresponding|same)\s(?:\w+\s)?(?:year|quarter|period|month)|\ba\syear\s(?:ago|earlier)\b/iu;
/** The same right behind a figure: "$4 million in the prior year". */
const ATTACHED_OTHER =
  /^\s?,?\s?(?:(?:in|for|during|of|at)\s)?(?:the\s)?(?:(?:prior|previous|preceding|last|year-ago|year-earlier|comparable|corresponding|same)\s|a\syear\s(?:ago|earlier))/iu;
/** What may stand between a figure and the period that is its own: "$4 million for the year 2018", "5% (2018)". */
const FOLLOWS =
  /^\s?[,;]?\s?\(?(?:(?:in|for|during|at|as\sof|on|through|since|by)\s)?(?:the\s)?(?:(?:full|calendar|fiscal|year|years|quarter|months?|three|six|nine|twelve|period|ended|ending)\s){0,4}$/iu;
/** Words behind which another period's figure stands. */
const COMPARISON = /\b(?:compared|comparison|versus|vs|than|up\sfrom|down\sfrom|against)\b/iu;
/** The period of a comparison: "compared to $4 million in the first half of 2019". */
const COMPARED = /\b(?:compared|comparison|versus|vs|than|from|over|against)\b[^,;]{0,60}$/iu;
/** A date on which something falls due is not the period a figure is about. */
const MATURITY =
  /\b(?:due|matur\w+|expir\w+|redeemable|payable|until|through)\s(?:(?:in|on|at|from|fiscal|beginning)\s){0,2}(?:(?:mid|late|early)-)?$/iu;
const RESPECTIVELY = /\brespectively\b/iu;

interface Clauses {
  readonly periods: readonly PlacedPeriod[];
  /** The periods that are not merely compared with, and not given for one figure alone. */
  readonly main: readonly PlacedPeriod[];
  /** The text between two offsets of the sentence. */
  readonly text: (from: number, to: number) => string;
  readonly sentence: Sentence;
}

/** The period of each figure of one sentence, where the sentence leaves no doubt. */
export function sentencePeriods(
  drafts: readonly Draft[],
  all: readonly PlacedPeriod[],
  sentence: Sentence,
): Array<Period | undefined> {
  const text = (from: number, to: number): string =>
    sentence.text.slice(Math.max(0, from - sentence.start), Math.max(0, to - sentence.start));
  const periods = all.filter(({ start }) => !MATURITY.test(text(start - 28, start)));
  if (periods.length === 0) return drafts.map(() => undefined);
  const paired = respectively(drafts, periods, sentence);
  if (paired !== undefined) return paired;
  const main = periods.filter(
    ({ start, end }) => !COMPARED.test(text(start - 80, start)) && !isLabel(text(end, end + 3)),
  );
  return drafts.map((_, index) => periodOf(drafts, index, { periods, main, text, sentence })?.period);
}

/** "(2018: $2 million)": the period belongs to what follows its colon. */
function isLabel(after: string): boolean {
  return /^\s?:/u.test(after);
}

function periodOf(
  drafts: readonly Draft[],
  index: number,
  { periods, main, text, sentence }: Clauses,
): PlacedPeriod | undefined {
  const draft = drafts[index];
  if (draft === undefined) return undefined;
  const limit = drafts[index + 1]?.start ?? sentence.end;
  const before = periods.findLast(({ end }) => end <= draft.start);
  if (before !== undefined && /^\s?:\s{0,2}$/u.test(text(before.end, draft.start))) return before;
  const following = periods.find(({ start }) => start >= draft.end);
  const near = following !== undefined && following.start < limit;
  if (near && !isLabel(text(following.end, following.end + 3)) && FOLLOWS.test(text(draft.end, following.start)))
    return following;
  const preceding = main.findLast(({ end }) => end <= draft.start);
  const context = text(preceding?.end ?? sentence.start, draft.start);
  if (OTHER_PERIOD.test(context) || COMPARISON.test(context)) return undefined;
  if (ATTACHED_OTHER.test(text(draft.end, limit))) return undefined;
  const [only] = main;
  if (only !== undefined && periods.every(({ period }) => period.label === only.period.label)) {
    return COMPARISON.test(text(draft.end, Math.max(draft.end, only.start))) ? undefined : only;
  }
  const alone = (drafts[index - 1]?.end ?? sentence.start) <= (preceding?.start ?? -1);
  return alone && !near ? preceding : undefined;
}

/** "$5 million and $4 million in 2019 and 2018, respectively": as many figures in front as periods behind, in order. */
function respectively(
  drafts: readonly Draft[],
  periods: readonly PlacedPeriod[],
  sentence: Sentence,
): Array<Period | undefined> | undefined {
  const [lastFigure, firstPeriod, lastPeriod] = [drafts.at(-1), periods[0], periods.at(-1)];
  if (!RESPECTIVELY.test(sentence.text) || periods.length < 2) return undefined;
  if (lastFigure === undefined || firstPeriod === undefined || lastPeriod === undefined) return undefined;
  const apart = lastFigure.end <= firstPeriod.start || lastPeriod.end <= (drafts[0]?.start ?? 0);
  const oneUnit = new Set(drafts.map(({ unit }) => unit)).size === 1;
  if (!oneUnit || !apart || drafts.length !== periods.length) return drafts.map(() => undefined);
  return periods.map(({ period }) => period);
}
