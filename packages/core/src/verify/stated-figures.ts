import type { Figure } from '../contracts/figure.ts';
import { parseFigures } from '../figures/parse-figures.ts';
import { segmentSentences } from '../text/sentences.ts';
import { answerFigures } from './answer-figures.ts';
import { countIn } from './formula.ts';

const MARKERS = /\s*\[\d{1,3}\]/g;

/**
 * The figures an answer gives as its result, read with the public parser: behind the last "=" of a formula
 * ("Revenue rose 4.2 %: (52.1 − 50.0) / 50.0 = 4.2 % [1].") that one figure; of quoted table rows the figure behind each
 * name ("Net sales, 2019: 5,200; 2018: 5,100 (in millions) [1]."); of a sentence its first figure. A unit in brackets at
 * the end of a sentence counts for the bare numbers before it. None when the answer states no figure.
 */
export function statedFigures(answer: string): Figure[] {
  const sentences = segmentSentences(answer.replace(MARKERS, '')).map(({ text }) => text);
  const formula = sentences.find((sentence) => sentence.includes('='));
  const count = formula === undefined ? undefined : countIn(formula);
  if (count !== undefined) return parseFigures(count);
  if (formula !== undefined) return behind(formula, formula.lastIndexOf('=')).slice(0, 1);
  const quoted = sentences.flatMap(quotedFigures);
  if (quoted.length > 0) return quoted;
  return sentences.flatMap((sentence) => answerFigures(sentence, 0)).slice(0, 1);
}

function behind(sentence: string, place: number): Figure[] {
  return answerFigures(sentence, 0).filter(({ span }) => span.start > place);
}

function quotedFigures(sentence: string): Figure[] {
  return answerFigures(sentence, 0).filter(({ span }) => /:\s*$/.test(sentence.slice(0, span.start)));
}
