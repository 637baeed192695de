import { hash } from 'node:crypto';
import type { Passage, PassageMetadata } from '@plumbline/core';
import type { LoadedDocument } from '../document.ts';

/** A passage with its length. */
export interface Chunk {
  readonly passage: Passage;
  /** Tokens of its text in cl100k_base. */
  readonly tokens: number;
}

/** Where in its document a passage stands. */
export interface PassagePlace {
  readonly chunk: number;
  readonly page?: number;
  readonly section?: string;
  readonly table?: string;
}

/**
 * Makes the passages of one document. An id is `docId#chunk~hash`; the hash is over the text and all metadata, so that
 * the same document gives the same ids, and a change of text, right or class gives another id.
 */
export function passageMaker(document: LoadedDocument): (text: string, place: PassagePlace) => Passage {
  const { docId, title, source } = document;
  const { acl, ...facts } = document.metadata;
  const shared = { ...facts, docId, title, source };
  const sorted = Object.entries({ ...shared, acl }).sort(([a], [b]) => (a < b ? -1 : 1));
  const stem = JSON.stringify(sorted);
  return (text, place) => {
    const metadata: PassageMetadata = { ...shared, acl: [...acl], ...place };
    const { chunk, page, section, table } = place;
    const content = `${stem}\n${JSON.stringify([chunk, page, section, table])}\n${text}`;
    return { id: `${docId}#${chunk}~${hash('sha256', content).slice(0, 16)}`, pageContent: text, metadata };
  };
}

/** The place of a passage in its document without what it says: `docId#chunk`. */
export function placeOfPassage(id: string): string {
  return id.slice(0, id.lastIndexOf('~'));
}
