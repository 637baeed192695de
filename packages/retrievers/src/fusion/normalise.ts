import type { RankedHit } from './fused-hit.ts';

/** Makes the scores of one list comparable with those of others. */
export interface Normaliser {
  /** The normal score of a hit of the list. Never falls when the score rises. */
  of(score: number): number;
  /** What a hit counts that the list lacks; never above the lowest of the list. */
  readonly missing: number;
}

/** To 0…1, from the lowest score (or a known `minimum`) to the highest; where all scores are equal each is 1. */
export function minMax(hits: readonly RankedHit[], minimum = Number.POSITIVE_INFINITY): Normaliser {
  const [lowest, high] = boundsOf(hits);
  const low = Math.min(minimum, lowest);
  return { of: (score) => (high > low ? unit(Math.max(score, low), low, high) : 1), missing: 0 };
}

/**
 * To standard deviations from the mean. A hit that the list lacks counts like the lowest it has. Where all scores are
 * equal there is no deviation to measure by: each is 0, and a lacking hit -1.
 */
export function zScore(hits: readonly RankedHit[]): Normaliser {
  const { low, high, mean, deviation } = momentsOf(hits, 0);
  if (!(high > low)) return { of: () => 0, missing: hits.length === 0 ? 0 : -1 };
  const of = (score: number) => (unit(score, low, high) - mean) / deviation;
  return { of, missing: of(low) };
}

/**
 * To 0…1 between three standard deviations (of a sample) below the mean and three above; where all scores are equal, or
 * there is one, 0.5. A hit that the list lacks, or that lies below, counts 0; one above may count a little more than 1.
 */
export function threeSigma(hits: readonly RankedHit[]): Normaliser {
  const { low, high, mean, deviation } = momentsOf(hits, 1);
  if (!(high > low)) return { of: () => 0.5, missing: 0 };
  return {
    of: (score) => Math.max(0, (unit(score, low, high) - (mean - 3 * deviation)) / (6 * deviation)),
    missing: 0,
  };
}

/** Mean and deviation of the scores after scaling to 0…1, where no sum can run over; `spare` is 1 for a sample. */
function momentsOf(hits: readonly RankedHit[], spare: 0 | 1) {
  const [low, high] = boundsOf(hits);
  const scaled = hits.map(({ score }) => (high > low ? unit(score, low, high) : 0));
  const mean = scaled.reduce((sum, value) => sum + value, 0) / scaled.length;
  const squares = scaled.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { low, high, mean, deviation: Math.sqrt(squares / (scaled.length - spare)) };
}

function boundsOf(hits: readonly RankedHit[]): [low: number, high: number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { score } of hits) {
    low = Math.min(low, score);
    high = Math.max(high, score);
  }
  return [low, high];
}

/** Halves first where the range itself is too large for a number. */
function unit(score: number, low: number, high: number): number {
  const range = high - low;
  return Number.isFinite(range) ? (score - low) / range : (score / 2 - low / 2) / (high / 2 - low / 2);
}
