import type { Span } from '../contracts/entity.ts';
import type { CheckedFigure, Figure, Period } from '../contracts/figure.ts';
import { bestAgreement } from '../evidence/agreement.ts';
import { termsOf } from '../evidence/terms.ts';
import { parsePeriods } from '../figures/periods.ts';
import { answerFigures } from './answer-figures.ts';
import type { CitedPassage } from './cited-passage.ts';
import type { PassageFigure } from './passage-figures.ts';
import { isSameButSign, isSameFigure } from './same-figure.ts';

/** What a figure checker gets: the answer, and for each of its sentences the passages it cites. */
export interface FigureCheckInput {
  readonly question: string;
  /** The answer with its citation markers blanked: the spans of the figures are in here. */
  readonly text: string;
  readonly sentences: readonly { readonly span: Span; readonly cited: readonly CitedPassage[] }[];
}

/** Says of every figure of an answer how it was verified. Replaceable: see `createResearchAgent`. */
export type CheckFigures = (input: FigureCheckInput) => CheckedFigure[] | Promise<CheckedFigure[]>;

/**
 * Looks every figure up in the passages its sentence cites. Found means: the same amount within 0.01 %, in the same
 * class of unit, scale and caption considered, not in a place that is about another period than the sentence says.
 */
export function checkFigures({ text, sentences }: FigureCheckInput): CheckedFigure[] {
  return sentences.flatMap(({ span, cited }) => {
    const sentence = text.slice(span.start, span.end);
    return answerFigures(sentence, span.start).map((figure) => lookUp(figure, sentence, cited));
  });
}

interface Place extends PassageFigure {
  readonly cited: CitedPassage;
}

function lookUp(figure: Figure, sentence: string, cited: readonly CitedPassage[]): CheckedFigure {
  if (cited.length === 0) return { figure, status: 'unverified', how: 'its sentence has no source that bears it out' };
  const places = cited.flatMap((one) =>
    one.pieces.flatMap((piece) => piece.figures.map<Place>((place) => ({ ...place, cited: one }))),
  );
  const same = places.filter((place) => fits(figure, sentence, place));
  const about = same.filter((place) => isAbout(figure, sentence, place));
  const [best] = about.sort((left, right) => nearness(sentence, right) - nearness(sentence, left));
  if (best === undefined) return { figure, status: 'unverified', how: refusal(cited, same) };
  return {
    figure,
    status: 'found',
    citation: best.cited.n,
    passageId: best.cited.passage.id,
    how: `stands in passage ${best.cited.n}, ${placeName(best)}`,
  };
}

/** Words of an outflow or loss: "a loss of $5 million" is how a sentence says (5). */
const NEGATIVE =
  /\b(?:loss|outflow|negative|minus|deficit|decrease|decline|fell|down|paid|spent|used|cost|expens\w*|purchas\w*|repay\w*|repurchas\w*|below)\b/i;

function fits(figure: Figure, sentence: string, place: Place): boolean {
  if (isSameFigure(figure, place.figure)) return true;
  return isSameButSign(figure, place.figure) && NEGATIVE.test(`${sentence} ${place.evidence.text}`);
}

/** A place that names its period must agree with the figure's, or with one of its sentence's. */
function isAbout(figure: Figure, sentence: string, { periods, evidence }: Place): boolean {
  const stated = figure.period === undefined ? parsePeriods(sentence) : [figure.period];
  if (stated.length === 0 || periods.length === 0 || evidence.kind === 'sentence') return true;
  return agrees(stated, periods) || agrees(parsePeriods(sentence), periods);
}

function agrees(stated: readonly Period[], periods: readonly Period[]): boolean {
  return bestAgreement(stated, periods) === 'yes' || bestAgreement(periods, stated) === 'yes';
}

/** Of several places that hold the amount, the one whose words the sentence shares. */
function nearness(sentence: string, { evidence, column }: Place): number {
  const said = new Set(termsOf(sentence).words);
  const { words } = termsOf(evidence.kind === 'row' ? `${evidence.label}\n${column}` : evidence.text);
  return words.length === 0 ? 0 : words.filter((word) => said.has(word)).length / words.length;
}

const LONGEST_NAME = 80;

function placeName({ evidence, column }: Place): string {
  if (evidence.kind === 'sentence') return `“${shortened(evidence.text)}”`;
  return `row “${shortened(evidence.label)}”${column === '' ? '' : `, column “${shortened(column)}”`}`;
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_NAME ? `${line.slice(0, LONGEST_NAME - 1)}…` : line;
}

function refusal(cited: readonly CitedPassage[], same: readonly Place[]): string {
  const names = cited.map(({ n }) => `passage ${n}`).join(' or ');
  if (same.length === 0) return `does not stand in ${names}, the passages its sentence cites`;
  return `stands in ${names} only for another period`;
}
