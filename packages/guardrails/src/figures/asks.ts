import { type Figure, marksAgree, readPeriodMarks } from '@plumbline/core';
import { type Ask, type Grounds, readAsk } from '@plumbline/core/derivations';

/** Words that say how much, not what. */
const AMOUNT_WORDS = /\b(?:thousands?|millions?|billions?|trillions?|percent(?:age)?|dollars?|bps|points?)\b/gi;

/** What a sentence asks of its figures, by itself: its words without the figures, and its periods. */
export function askOfSentence(sentence: string, figures: readonly Figure[]): Ask {
  return readAsk(withoutFigures(sentence, figures).replaceAll(AMOUNT_WORDS, ' '));
}

/**
 * Whether an ask names something that the sources hold. "The answer is 5." does not: then the question alone says what
 * its figures must be.
 */
export function speaksOf({ words }: Ask, { wordCounts }: Grounds): boolean {
  return words.some((word) => wordCounts.has(word));
}

/** The same for one of several figures: only the periods that its own agrees with, where the sentence gives it one. */
export function narrowed(ask: Ask, figure: Figure): Ask {
  if (figure.period === undefined || ask.periods.length < 2 || figure.unit === 'percent') return ask;
  const own = readPeriodMarks(figure.period.label);
  const periods = ask.periods.filter((mark) => own.some((one) => marksAgree(mark, one)));
  return periods.length === 0 || periods.length === ask.periods.length ? ask : { ...ask, periods };
}

function withoutFigures(sentence: string, figures: readonly Figure[]): string {
  let rest = sentence;
  for (const { span } of figures) {
    rest = rest.slice(0, span.start) + ' '.repeat(span.end - span.start) + rest.slice(span.end);
  }
  return rest;
}

/** Words that something is less than before, or less than nothing. */
export const FALL =
  /\b(?:decreas\w*|declin\w*|fell|fall(?:s|en|ing)?|drop\w*|down|lower\w*|reduc\w*|loss(?:es)?|negative|minus|deficit|outflows?|shr[aiu]nk\w*|lost)\b/i;

/** Whether the words before a figure say that it is counted downwards: "fell by 5 %" states −5 %. */
export function countsDown(sentence: string, figure: Figure): boolean {
  return (
    figure.sign === 1 &&
    FALL.test(
      sentence
        .slice(0, figure.span.start)
        .split(/[;.]\s|\band\b/)
        .at(-1) ?? '',
    )
  );
}
