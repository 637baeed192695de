/**
 * Groups queries so that no document is in two groups: queries that share a document, directly or through others, are
 * together. Answers the group of each query, numbered from 0 in order of appearance.
 */
export function documentGroups(docIds: readonly (readonly string[])[]): number[] {
  const parents = docIds.map((_, query) => query);
  const rootOf = (query: number): number => {
    let root = query;
    while (parents[root] !== root) root = parents[root] ?? root;
    return root;
  };
  const firstOf = new Map<string, number>();
  for (const [query, docs] of docIds.entries()) {
    for (const doc of docs) {
      const first = firstOf.get(doc);
      if (first === undefined) firstOf.set(doc, query);
      else parents[Math.max(rootOf(first), rootOf(query))] = Math.min(rootOf(first), rootOf(query));
    }
  }
  const numbers = new Map<number, number>();
  return docIds.map((_, query) => {
    const root = rootOf(query);
    const number = numbers.get(root) ?? numbers.size;
    numbers.set(root, number);
    return number;
  });
}

/** The fold of each group: shuffled, then dealt, the largest first, always to the fold with the fewest queries. */
export function foldOfGroups(groups: readonly number[], folds: number, random: () => number): number[] {
  const sizes: number[] = [];
  for (const group of groups) sizes[group] = (sizes[group] ?? 0) + 1;
  const dealt = sizes.map((size, group) => ({ size, group, place: random() }));
  dealt.sort((left, right) => right.size - left.size || left.place - right.place);
  const filled = Array.from({ length: folds }, () => 0);
  const foldOf: number[] = [];
  for (const { size, group } of dealt) {
    const fold = filled.indexOf(Math.min(...filled));
    filled[fold] = (filled[fold] ?? 0) + size;
    foldOf[group] = fold;
  }
  return foldOf;
}
