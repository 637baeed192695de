const ROUNDS = 7;

export interface Round {
  /** What has to be there before: not measured. */
  prepare: () => Promise<void>;
  measured: () => Promise<void>;
}

/**
 * The median time of a round in milliseconds. One round more runs before them: the code is compiled then, as in any
 * longer run.
 */
export async function medianRound({ prepare, measured }: Round): Promise<number> {
  const times: number[] = [];
  for (let count = 0; count <= ROUNDS; count++) {
    await prepare();
    const since = performance.now();
    await measured();
    times.push(performance.now() - since);
  }
  return median(times.slice(1));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
