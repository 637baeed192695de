import type { Figure } from '../contracts/figure.ts';
import { parseFigures } from '../figures/parse-figures.ts';
import { countSpans } from './formula.ts';

/** `(in millions of US dollars)` behind a value states the scale of the bare numbers before it. */
const TRAILING_UNIT =
  /\(([^()]*\b(?:thousands?|millions?|billions?|trillions?|dollars?|euros?|percent|per share|shares|US\$|USD)\b[^()]*)\)\W*$/i;

/**
 * The figures of a sentence of an answer. A unit in brackets at its end counts for the bare numbers before it, as a
 * quoted table row writes them: "Net sales, 2019: 260,174; 2018: 265,595 (in millions of US dollars)." The number by which
 * a mean divides, and a count such as `1 + 0 + 1 = 2`, are no figures.
 *
 * @param sentence a sentence without citation markers
 * @param offset where it begins in the answer; the spans are in the answer
 */
export function answerFigures(sentence: string, offset: number): Figure[] {
  const unit = TRAILING_UNIT.exec(sentence)?.[1];
  const counts = countSpans(sentence);
  const figures = parseFigures(sentence).filter(
    ({ span }) => !counts.some(({ start, end }) => span.start >= start && span.end <= end),
  );
  return figures.map((figure) => {
    const scaled = unit !== undefined && isBare(figure) ? inUnit(figure, unit) : figure;
    return { ...scaled, span: { start: figure.span.start + offset, end: figure.span.end + offset } };
  });
}

/** A number that leaves its scale open: "1,577" or "$1,577", not "5%" or "$1.6 million". */
function isBare({ unit, scale }: Figure): boolean {
  return scale === 1 && (unit === 'none' || unit === 'currency');
}

function inUnit(figure: Figure, unit: string): Figure {
  const caption = /per share/i.test(unit) ? 'in US dollars' : unit;
  const [alone] = parseFigures(figure.text, { caption: `(${caption})` });
  if (alone === undefined) return figure;
  const { value, unit: kind, currency, scale } = alone;
  return { ...figure, value, unit: kind, scale, ...(currency === undefined ? {} : { currency }) };
}
