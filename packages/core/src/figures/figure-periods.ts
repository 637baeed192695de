import type { Period } from '../contracts/figure.ts';
import type { Sentence } from '../text/sentences.ts';
import { columnPeriods } from './column-periods.ts';
import type { Draft } from './draft.ts';
import { between } from './placed-period.ts';
import { sentencePeriods } from './sentence-periods.ts';
import { lastAtOrBefore } from './spans.ts';
import type { LayoutLine } from './table-layout.ts';

export interface FigurePeriodsOptions {
  readonly text: string;
  readonly lines: readonly LayoutLine[];
  readonly sentences: readonly Sentence[];
  readonly periods: readonly Period[];
}

/** A "sentence" with more figures is no sentence, and says of none of them when. */
const MOST_FIGURES = 100;

/** The period of each draft where it is unambiguous: of its column, or the nearest in its sentence. */
export function figurePeriods(drafts: readonly Draft[], options: FigurePeriodsOptions): Array<Period | undefined> {
  const periods = options.periods.flatMap((period) => (period.span === undefined ? [] : { ...period.span, period }));
  const result = new Array<Period | undefined>(drafts.length).fill(undefined);
  if (periods.length === 0) return result;
  const ofColumn = columnPeriods(options.text, options.lines, periods);
  const bySentence = new Map<Sentence, number[]>();
  for (const [index, { number }] of drafts.entries()) {
    const line = options.lines[lastAtOrBefore(options.lines, number.start)];
    if (line?.row === true && number.start >= line.valuesFrom) {
      result[index] = ofColumn(line, number.start);
      continue;
    }
    const sentence = options.sentences[lastAtOrBefore(options.sentences, number.start)];
    if (sentence === undefined) continue;
    const members = bySentence.get(sentence);
    if (members === undefined) bySentence.set(sentence, [index]);
    else members.push(index);
  }
  for (const [sentence, members] of bySentence) {
    if (members.length > MOST_FIGURES) continue;
    const own = members.flatMap((member) => drafts[member] ?? []);
    const found = sentencePeriods(own, between(periods, sentence.start, sentence.end), sentence);
    for (const [place, member] of members.entries()) result[member] = found[place];
  }
  return result;
}
