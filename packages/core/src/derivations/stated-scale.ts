import { readMeasure } from '../tables/measures.ts';
import type { Line, Source } from './grounds.ts';

/** A number needs as many digits to be recognised when a text repeats it rounded. */
const DIGITS = 3;
const MOST_FIGURES = 200;
const READ = 4000;
const SCALES = [1, 1e3, 1e6];
/** "(in thousands, except per share data)", "dollars in millions": how a text says what a table counts in. */
const STATEMENT =
  /\([^()]{0,80}\b(?:thousands|millions|billions|[’'‘]?000s?)\b[^()]{0,60}\)|\b(?:amounts?|dollars|figures|tables?|data|expressed|presented|stated|shown|are|is) (?:[\w$]+ ){0,2}in (?:thousands|millions|billions)\b/gi;

/**
 * The scale that the text around says of tables that state none: in words ("in thousands"), else by repeating numbers of
 * the tables ("$24.2 million" for 24,193 counts in thousands).
 */
export function readStatedScale(sources: readonly Source[], lines: readonly Line[]): number | undefined {
  return scaleInWords(sources) ?? scaleByRepetition(lines);
}

function scaleInWords(sources: readonly Source[]): number | undefined {
  for (const source of sources) {
    if (source.kind !== 'text') continue;
    for (const [statement] of source.text.slice(0, READ).matchAll(STATEMENT)) {
      const { scale } = readMeasure(`(${statement.replace(/[()]/g, '')})`, { strict: true });
      if (scale !== undefined && scale > 1) return scale;
    }
  }
  return undefined;
}

/** Each number of the text that is a rounded cell under one scale alone speaks for that scale. */
function scaleByRepetition(lines: readonly Line[]): number | undefined {
  const printed = lines
    .flatMap(({ operands }) => operands)
    .filter(({ kind, measure }) => kind === 'cell' && measure.scale === undefined && measure.unit !== 'percent')
    .map(({ value }) => Math.abs(value))
    .sort((left, right) => left - right);
  if (printed.length === 0) return undefined;
  const votes = new Map<number, number>();
  const figures = lines.flatMap(({ operands }) => operands.filter(({ kind }) => kind === 'text'));
  for (const { value, decimals, measure } of figures.slice(0, MOST_FIGURES)) {
    const own = measure.scale ?? 1;
    if (own < 1e6 || Math.abs(value) * 10 ** decimals < 10 ** (DIGITS - 1)) continue;
    const found = SCALES.filter((scale) =>
      holds(printed, Math.abs(value) * (own / scale), 0.5001 * 10 ** -decimals * (own / scale)),
    );
    const [only] = found;
    if (found.length === 1 && only !== undefined) votes.set(only, (votes.get(only) ?? 0) + 1);
  }
  const [best, second] = [...votes].sort(([, left], [, right]) => right - left);
  if (best === undefined || best[1] === second?.[1] || best[0] === 1) return undefined;
  return best[0];
}

/** Whether sorted numbers hold one this near. */
function holds(sorted: readonly number[], wanted: number, tolerance: number): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < wanted - tolerance) low = middle + 1;
    else high = middle;
  }
  return (sorted[low] ?? Number.POSITIVE_INFINITY) <= wanted + tolerance;
}
