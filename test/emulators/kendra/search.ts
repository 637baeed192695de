import { wordShare } from '../lib/word-share.ts';
import type { KendraDocument } from './documents.ts';

/** A passage that shares words with the query. */
export interface Hit {
  readonly document: KendraDocument;
  /** Position of the passage in its document. */
  readonly index: number;
  readonly text: string;
  /** The share of the query's words that the passage holds. */
  readonly share: number;
}

/** Ranks by shared words: not Kendra's ranking, but a fixed one. Ties are in the order of the index. */
export function search(query: string, documents: readonly KendraDocument[]): Hit[] {
  const hits = documents.flatMap((document) =>
    document.passages.map((text, index) => ({
      document,
      index,
      text,
      share: wordShare(query, `${document.title} ${text}`),
    })),
  );
  return hits.filter(({ share }) => share > 0).sort((one, other) => other.share - one.share);
}

/** Kendra gives no score, only how sure it is. */
export function confidenceOf(share: number): 'VERY_HIGH' | 'HIGH' | 'MEDIUM' | 'LOW' {
  if (share > 0.75) return 'VERY_HIGH';
  if (share > 0.5) return 'HIGH';
  return share > 0.25 ? 'MEDIUM' : 'LOW';
}
