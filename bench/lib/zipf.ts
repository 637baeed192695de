/** What is drawn, how often, and how unevenly. */
export interface ZipfOptions {
  readonly items: number;
  readonly draws: number;
  /** Item `r` is drawn in proportion to `1 / r ** exponent`. */
  readonly exponent: number;
  /** Numbers from 0 to below 1; seeded, the stream is the same on every run. */
  readonly random: () => number;
}

/** Places of items, from 0, in the order they are drawn (G. K. Zipf, "Human Behavior and the Principle of Least Effort", 1949). */
export function zipfStream({ items, draws, exponent, random }: ZipfOptions): number[] {
  const sums: number[] = [];
  let total = 0;
  for (let rank = 1; rank <= items; rank += 1) {
    total += 1 / rank ** exponent;
    sums.push(total);
  }
  return Array.from({ length: draws }, () => firstAbove(sums, random() * total));
}

/** The place of the first sum above a value, by halves. */
function firstAbove(sums: readonly number[], value: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
