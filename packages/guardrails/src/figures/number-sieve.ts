import type { StatedNumber } from '@plumbline/core/derivations';

/** By what a derivation's number may differ from the printed one: percentages, and scales that tables and texts count in. */
const FACTORS = [1, 100, 0.01, 1e3, 1e6, 1e9, 1e12, 1e-3, 1e-6, 1e-9, 1e-12];

/** Numbers by their first 16 bits; those below 0 are the second half. */
const BUCKETS = 0x10000;
const NEGATIVE = 0x8000;

/**
 * Tells fast whether a number may be one of those stated, whatever the unit: never false for one that is. For walks over
 * thousands of derivations, of which few meet any.
 */
export function createNumberSieve(stated: readonly StatedNumber[]): (value: number) => boolean {
  const ranges = stated.flatMap(({ value, tolerance }) =>
    FACTORS.map((factor) => ({ from: (value - tolerance) * factor, to: (value + tolerance) * factor })),
  );
  const { from, to } = merged(ranges);
  const buckets = new Uint8Array(BUCKETS);
  const scratch = new DataView(new ArrayBuffer(8));
  // Sign, exponent and first digits of a number: of numbers with one sign the larger has the larger one.
  const bucketOf = (value: number): number => {
    scratch.setFloat64(0, value);
    return scratch.getUint16(0);
  };
  for (let index = 0; index < from.length; index++) {
    const [low, high] = [from[index] ?? 0, to[index] ?? 0];
    if (high >= 0) buckets.fill(1, bucketOf(Math.max(low, 0)), bucketOf(high) + 1);
    if (low <= 0) buckets.fill(1, NEGATIVE + bucketOf(Math.max(-high, 0)), NEGATIVE + bucketOf(Math.abs(low)) + 1);
  }
  return (value) => {
    if (buckets[bucketOf(value)] === 0) return false;
    let low = 0;
    let high = from.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((from[middle] ?? 0) <= value) low = middle + 1;
      else high = middle;
    }
    return low > 0 && value <= (to[low - 1] ?? 0);
  };
}

/** Ranges in order that do not overlap, a hair wider for the rounding of the factors. */
function merged(ranges: readonly { from: number; to: number }[]): { from: Float64Array; to: Float64Array } {
  const kept: { from: number; to: number }[] = [];
  for (const { from, to } of [...ranges].sort((left, right) => left.from - right.from)) {
    const hair = 1e-12 * Math.max(Math.abs(from), Math.abs(to));
    const last = kept.at(-1);
    if (last !== undefined && from - hair <= last.to) last.to = Math.max(last.to, to + hair);
    else kept.push({ from: from - hair, to: to + hair });
  }
  return { from: Float64Array.from(kept, ({ from }) => from), to: Float64Array.from(kept, ({ to }) => to) };
}
