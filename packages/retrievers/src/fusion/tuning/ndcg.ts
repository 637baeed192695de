/**
 * nDCG at a cutoff with binary gains: the sum of `1 / log2(1 + rank)` over the relevant ones of the first hits, over the
 * sum when all of them came first (K. Järvelin, J. Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM
 * TOIS 2002). Between 0 and 1.
 */
export function ndcg(ids: readonly string[], relevant: ReadonlySet<string>, cutoff: number): number {
  const gainAt = (place: number) => 1 / Math.log2(place + 2);
  let gain = 0;
  for (const [place, id] of ids.slice(0, cutoff).entries()) gain += relevant.has(id) ? gainAt(place) : 0;
  let ideal = 0;
  for (let place = 0; place < Math.min(relevant.size, cutoff); place += 1) ideal += gainAt(place);
  return ideal === 0 ? 0 : gain / ideal;
}
