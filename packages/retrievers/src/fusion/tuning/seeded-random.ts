/** Numbers from 0 to below 1, the same for the same seed: a multiply-with-carry of two halves (G. Marsaglia, 1994). */
export function seededRandom(seed: number): () => number {
  let [high, low] = [seed >>> 0 || 1, ~seed >>> 0 || 1];
  const next = () => {
    high = (36_969 * (high & 0xffff) + (high >>> 16)) >>> 0;
    low = (18_000 * (low & 0xffff) + (low >>> 16)) >>> 0;
    return (((high << 16) >>> 0) + (low & 0xffff)) / 2 ** 32;
  };
  // The first numbers of neighbouring seeds are alike.
  for (let skipped = 0; skipped < 16; skipped += 1) next();
  return next;
}
