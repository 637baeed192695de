import type { Analyser } from './analyser.ts';

/** A phrase found in a sequence of stems: `stems[start]` to `stems[end - 1]`. */
export interface PhraseMatch<T> {
  readonly value: T;
  readonly start: number;
  readonly end: number;
}

/** Finds known phrases in a sequence of stems; the longest one wins at each place. */
export interface PhraseFinder<T> {
  find(stems: readonly string[]): PhraseMatch<T>[];
}

/** Makes a finder of phrases. Of two equal phrases the first counts. */
export function createPhraseFinder<T>(analyser: Analyser, phrases: Iterable<readonly [string, T]>): PhraseFinder<T> {
  const byFirst = new Map<string, { stems: readonly string[]; value: T }[]>();
  for (const [text, value] of phrases) {
    const stems = analyser.stems(text);
    const [first] = stems;
    if (first === undefined) continue;
    byFirst.set(first, [...(byFirst.get(first) ?? []), { stems, value }]);
  }
  for (const [first, list] of byFirst) {
    byFirst.set(
      first,
      list.toSorted((a, b) => b.stems.length - a.stems.length),
    );
  }
  return {
    find(stems) {
      const found: PhraseMatch<T>[] = [];
      for (let start = 0; start < stems.length; ) {
        const phrase = byFirst
          .get(stems[start] ?? '')
          ?.find((candidate) => candidate.stems.every((stem, offset) => stems[start + offset] === stem));
        if (phrase !== undefined) found.push({ value: phrase.value, start, end: start + phrase.stems.length });
        start += phrase?.stems.length ?? 1;
      }
      return found;
    },
  };
}
