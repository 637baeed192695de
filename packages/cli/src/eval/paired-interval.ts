/** A mean difference and where it lies with 95 % confidence. */
export interface PairedInterval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 2_000;

/**
 * The mean of differences, one for each question, with its percentile bootstrap interval (B. Efron, R. Tibshirani, "An
 * Introduction to the Bootstrap", 1993, chapter 13). The same for the same differences.
 */
export function pairedInterval(differences: readonly number[]): PairedInterval {
  const random = randomFrom(20_261_123);
  const means = Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    for (let drawn = 0; drawn < differences.length; drawn += 1) {
      sum += differences[Math.floor(random() * differences.length)] ?? 0;
    }
    return sum / differences.length;
  }).sort((left, right) => left - right);
  const at = (share: number): number => means[Math.floor(share * (RESAMPLES - 1))] ?? Number.NaN;
  return { mean: differences.reduce((sum, one) => sum + one, 0) / differences.length, low: at(0.025), high: at(0.975) };
}

/** Numbers from 0 to 1, the same for the same seed (T. Ettinger's mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
