/** A mean and the interval that holds it with 95 % confidence. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface BootstrapOptions {
  readonly resamples: number;
  readonly random: () => number;
}

/**
 * The mean of values with its percentile interval (B. Efron, R. Tibshirani, "An Introduction to the Bootstrap", 1993).
 * Whole groups are drawn, because values of one document are not independent.
 */
export function bootstrapMean(
  values: readonly number[],
  groups: readonly number[],
  { resamples, random }: BootstrapOptions,
): Estimate {
  const totals: { sum: number; count: number }[] = [];
  for (const [place, value] of values.entries()) {
    const group = groups[place] ?? 0;
    const { sum, count } = totals[group] ?? { sum: 0, count: 0 };
    totals[group] = { sum: sum + value, count: count + 1 };
  }
  const means = Array.from({ length: resamples }, () => {
    let [sum, count] = [0, 0];
    for (let draw = 0; draw < totals.length; draw += 1) {
      const drawn = totals[Math.floor(random() * totals.length)];
      sum += drawn?.sum ?? 0;
      count += drawn?.count ?? 0;
    }
    return sum / count;
  }).sort((left, right) => left - right);
  const at = (share: number) => means[Math.min(means.length - 1, Math.floor(share * means.length))] ?? Number.NaN;
  return { mean: meanOf(values), low: at(0.025), high: at(0.975) };
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
