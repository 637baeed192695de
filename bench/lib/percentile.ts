import { rounded } from './results.ts';

/** The value below which a share of the measurements lies (nearest rank), to three significant digits. */
export function percentile(measurements: readonly number[], share: number): number {
  const sorted = measurements.toSorted((left, right) => left - right);
  const rank = Math.max(0, Math.ceil(share * sorted.length) - 1);
  return rounded(sorted[rank] ?? Number.NaN);
}
