import { describe, expect, it } from 'vitest';
import { pairedInterval } from './paired-interval.ts';

describe('the interval of a mean difference', () => {
  it('holds the mean, and is the same for the same differences', () => {
    const differences = Array.from({ length: 200 }, (_, n) => (n % 4 === 0 ? 1 : 0));
    const { mean, low, high } = pairedInterval(differences);
    expect(mean).toBe(0.25);
    expect(low).toBeLessThan(mean);
    expect(high).toBeGreaterThan(mean);
    // 1.96 standard errors of a share of 0.25 in 200 are 0.06.
    expect(mean - low).toBeCloseTo(0.06, 1);
    expect(pairedInterval(differences)).toEqual({ mean, low, high });
  });

  it('has no width where nothing differs', () => {
    expect(pairedInterval([0.5, 0.5, 0.5])).toEqual({ mean: 0.5, low: 0.5, high: 0.5 });
  });
});
