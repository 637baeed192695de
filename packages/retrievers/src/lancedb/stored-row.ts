import { type Passage, passageMetadataSchema } from '@plumbline/core';
import type { PassageFacts } from '../analysis/metadata-match.ts';
import { decodeFacts, encodeFacts } from '../analysis/passage-facts.ts';

/** What a search reads of a hit. */
export interface HitRow {
  /** Analysed lines in UTF-8; the first is the heading. A view into what was read. */
  readonly terms: Uint8Array;
  readonly facts: PassageFacts;
  /** The passage itself, decoded at each call. Access is not checked here. */
  passage(): Passage;
}

/** What is stored of a passage for {@link HitRow}. */
export interface StoredRow {
  readonly facts: PassageFacts;
  readonly terms: string;
  readonly passage: Passage;
}

/** Stands between the parts: no word and no JSON holds it, and the text, which may, comes last. */
const SEPARATOR = '\0';

/**
 * All of a passage in one value. Each column costs a read of its own for every hit: of a hundred hits one column takes half
 * the time of five.
 */
export function encodeStoredRow({ facts, terms, passage }: StoredRow): string {
  const { id, pageContent, metadata } = passage;
  return [encodeFacts(facts), terms, JSON.stringify({ id, metadata }), pageContent].join(SEPARATOR);
}

/** Reads a value in UTF-8 back. Only what scoring needs is read at once. */
export function decodeStoredRow(bytes: Uint8Array): HitRow {
  const factsEnd = bytes.indexOf(0);
  const termsEnd = bytes.indexOf(0, factsEnd + 1);
  const text = (start: number, end?: number): string =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(start, end));
  return {
    terms: bytes.subarray(factsEnd + 1, termsEnd),
    facts: decodeFacts(text(0, factsEnd)),
    passage() {
      const headEnd = bytes.indexOf(0, termsEnd + 1);
      const { id, metadata } = JSON.parse(text(termsEnd + 1, headEnd));
      return { id: String(id), pageContent: text(headEnd + 1), metadata: passageMetadataSchema.parse(metadata) };
    },
  };
}
