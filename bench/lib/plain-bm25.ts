/** BM25 over words in lower case, without stems, stop words or fields: what a search is compared with. */
export interface PlainBm25 {
  /** Places of the best texts, best first. */
  search(question: string, limit: number): number[];
}

const K1 = 1.2;
const B = 0.75;

export function plainBm25(texts: readonly string[]): PlainBm25 {
  const postings = new Map<string, Map<number, number>>();
  const lengths = texts.map((text, place) => {
    const words = wordsOf(text);
    for (const word of words) {
      const list = postings.get(word) ?? new Map<number, number>();
      postings.set(word, list.set(place, (list.get(place) ?? 0) + 1));
    }
    return words.length;
  });
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  return {
    search(question, limit) {
      const scores = new Map<number, number>();
      for (const word of new Set(wordsOf(question))) {
        const list = postings.get(word) ?? new Map<number, number>();
        const idf = Math.log(1 + (texts.length - list.size + 0.5) / (list.size + 0.5));
        for (const [place, count] of list) {
          const norm = K1 * (1 - B + (B * (lengths[place] ?? 0)) / average);
          scores.set(place, (scores.get(place) ?? 0) + (idf * count * (K1 + 1)) / (count + norm));
        }
      }
      const ranked = [...scores].sort((left, right) => right[1] - left[1]);
      return ranked.slice(0, limit).map(([place]) => place);
    },
  };
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}
