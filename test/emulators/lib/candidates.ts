import type { Passage } from '@plumbline/core';
import { testPassage } from '@plumbline/core/testing';

/** Passages in the order of retrieval, with the score it gave; the emulated models rank them by shared words. */
export function candidates(...texts: string[]): Passage[] {
  return texts.map((pageContent, place) =>
    testPassage({
      id: `p${place}`,
      pageContent,
      metadata: { score: 1 / (place + 1), scores: { rrf: 1 / (place + 1) } },
    }),
  );
}
