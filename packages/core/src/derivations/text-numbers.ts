import { parseFigures } from '../figures/parse-figures.ts';
import { readPeriodMarks } from '../tables/period-marks.ts';
import type { Measure, PeriodMark } from '../tables/table.ts';
import { contentWords } from './words.ts';

/** A number of a text with what stands around it. */
export interface TextNumber {
  readonly number: { readonly value: number; readonly decimals: number; readonly measure: Measure };
  /** Its place among the numbers of its sentence. */
  readonly position: number;
  readonly around: string;
  readonly sentence: string;
  readonly sentenceWords: readonly string[];
  readonly periods: readonly PeriodMark[];
}

const BEFORE = 90;
const AFTER = 60;

/** The numbers of a text, each with its nearest words and the period that governs it. */
export function readTextNumbers(text: string): TextNumber[] {
  return sentencesOf(text).flatMap(numbersOf);
}

/** A cheap cut that also works on tokenised lower-case text: a stop and white space. */
function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.;?!])\s+(?=[A-Za-z("$€£–])/).filter((sentence) => /\d/.test(sentence));
}

function numbersOf(sentence: string): TextNumber[] {
  const figures = parseFigures(sentence);
  if (figures.length === 0) return [];
  const marks = readPeriodMarks(sentence);
  const sentenceWords = contentWords(sentence);
  const listed = listedPeriods(figures, marks, sentence);
  return figures.map(({ value, scale, unit, currency, decimals, span }, position) => ({
    number: {
      value: printedValue(value, scale),
      decimals,
      measure: { unit, scale, ...(currency === undefined ? {} : { currency }) },
    },
    position,
    around: `${sentence.slice(Math.max(0, span.start - BEFORE), span.start)} ${sentence.slice(span.end, span.end + AFTER)}`,
    sentence,
    sentenceWords,
    periods: listed?.[position] ?? nearest(marks, span.start, span.end),
  }));
}

/** Undoes the multiplication without its rounding error: 1.1 million is printed 1.1. */
function printedValue(value: number, scale: number): number {
  return scale === 1 ? value : Number((value / scale).toPrecision(12));
}

/**
 * "$255.7 and $327.1 as of December 31, 2008 and 2007, respectively": as many periods in a row as numbers in a row (or a
 * multiple of it), so the first belongs to the first.
 */
function listedPeriods(
  figures: readonly { readonly span: { readonly start: number; readonly end: number } }[],
  marks: readonly PeriodMark[],
  sentence: string,
): (readonly PeriodMark[])[] | undefined {
  const dated = marks.filter(({ year }) => year !== undefined);
  const run = lastRun(dated, sentence);
  if (run.length < 2 || figures.length < 2 || figures.length % run.length !== 0) return undefined;
  if (!/respectively/i.test(sentence) && figures.length !== run.length) return undefined;
  const [first] = run;
  return figures.map((_, index) => {
    const mark = run[index % run.length];
    return mark === undefined ? [] : [{ ...first, ...mark }];
  });
}

/** The longest run of periods with nothing but commas and "and" between them. */
function lastRun(marks: readonly PeriodMark[], sentence: string): PeriodMark[] {
  let best: PeriodMark[] = [];
  let run: PeriodMark[] = [];
  for (const mark of marks) {
    const last = run.at(-1);
    const between = sentence.slice(last?.span?.end ?? 0, mark.span?.start ?? 0);
    run = last !== undefined && /^[\s,]*(?:and|or|&)?[\s,]*$/i.test(between) ? [...run, mark] : [mark];
    if (run.length >= best.length) best = run;
  }
  return best;
}

/** The period nearest to a number; one that follows is a little nearer than one that stands before. */
function nearest(marks: readonly PeriodMark[], start: number, end: number): PeriodMark[] {
  let best: PeriodMark | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const mark of marks) {
    if (mark.span === undefined) continue;
    const distance = mark.span.start >= end ? mark.span.start - end : (start - mark.span.end) * 1.2;
    if (distance < 0 || distance >= bestDistance) continue;
    best = mark;
    bestDistance = distance;
  }
  return best === undefined ? [] : [best];
}
