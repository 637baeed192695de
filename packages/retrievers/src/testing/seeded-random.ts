/** Random choices that are the same for the same seed. */
export interface SeededRandom {
  /** A whole number from 0 up to and without `end`. */
  below(end: number): number;
  pick<T>(values: readonly [T, ...T[]]): T;
  /** Some of the values, in their order. */
  some<T>(values: readonly T[]): T[];
}

/** A small generator for tests (T. Ettinger's mulberry32): no good for secrets, good for choices that can be repeated. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    below: (end) => Math.floor(next() * end),
    pick: (values) => values[Math.floor(next() * values.length)] ?? values[0],
    some: (values) => values.filter(() => next() < 0.5),
  };
}
