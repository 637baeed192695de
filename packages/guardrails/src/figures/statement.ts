import { answerFigures, type Figure } from '@plumbline/core';
import { type Ask, type Grounds, type StatedNumber, statedNumber } from '@plumbline/core/derivations';
import { askOfSentence, countsDown, narrowed, speaksOf } from './asks.ts';

export interface TextSentence {
  readonly text: string;
  /** Where it begins in the whole text. */
  readonly start: number;
  readonly figures: readonly Figure[];
}

/** A figure of a sentence, to be checked. */
export interface Statement {
  /** As it stands in its sentence. */
  readonly figure: Figure;
  readonly sentence: TextSentence;
  readonly stated: StatedNumber;
  /** The number with the other sign: what is meant where the words say that it is counted downwards. */
  readonly opposite: StatedNumber;
  readonly countsDown: boolean;
  /** What the sentence asks of it by itself. */
  readonly own: Ask;
}

/** The figures of a sentence that begins at `start` of its text. */
export function statementsOf(text: string, start: number): Statement[] {
  const figures = answerFigures(text, 0);
  if (figures.length === 0) return [];
  const sentence = { text, start, figures };
  const ask = askOfSentence(text, figures);
  return figures.map((figure) => {
    const stated = statedNumber(figure);
    const opposite = { ...stated, value: -stated.value };
    return { figure, sentence, stated, opposite, countsDown: countsDown(text, figure), own: narrowed(ask, figure) };
  });
}

/** Its figure with the span in the whole text. */
export function figureInText({ figure, sentence: { start } }: Statement): Figure {
  return { ...figure, span: { start: figure.span.start + start, end: figure.span.end + start } };
}

/** Statements by what their sentences ask, those left out whose sentence names nothing that the sources hold. */
export function groupByAsk(statements: readonly Statement[], grounds: Grounds): { ask: Ask; about: Statement[] }[] {
  const groups = new Map<string, { ask: Ask; about: Statement[] }>();
  for (const one of statements) {
    if (!speaksOf(one.own, grounds)) continue;
    const key = `${one.own.text}\n${JSON.stringify(one.own.periods)}`;
    const group = groups.get(key) ?? { ask: one.own, about: [] };
    group.about.push(one);
    groups.set(key, group);
  }
  return [...groups.values()];
}
