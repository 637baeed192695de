/** The share of the query's words that a text holds: what emulators rank by, fixed and easy to foresee. */
export function wordShare(query: string, text: string): number {
  const wanted = wordsOf(query);
  const held = wordsOf(text);
  const shared = [...wanted].filter((word) => held.has(word)).length;
  return wanted.size === 0 ? 0 : shared / wanted.size;
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}
