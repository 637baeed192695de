import type { DocumentInterface } from '@langchain/core/documents';
import { canRead } from '../../access/access.ts';
import { type Passage, passageSchema } from '../../contracts/passage.ts';
import type { RequestContext } from '../../contracts/request-context.ts';

/**
 * The documents the caller may read, as passages, each id once, in the given order. What has no id, metadata of another
 * form, an unknown classification or a date after the request's `asOf` is left out: it cannot be shown to be readable.
 */
export function permittedPassages(documents: readonly unknown[], { principal, asOf }: RequestContext): Passage[] {
  const seen = new Set<string>();
  return documents.flatMap((document) => {
    const parsed = passageSchema.safeParse(document);
    if (!parsed.success || !canRead(principal, parsed.data.metadata)) return [];
    const passage = parsed.data;
    if (seen.has(passage.id) || isLater(passage.metadata.asOf, asOf)) return [];
    seen.add(passage.id);
    return [passage];
  });
}

/**
 * The order a reranker gave to passages that were checked before. Text and rights stay those of the checked passage;
 * only its scores come from the reranker. Documents it made up are left out.
 */
export function reordered(ranked: readonly DocumentInterface[], passages: readonly Passage[]): Passage[] {
  const byId = new Map(passages.map((passage) => [passage.id, passage]));
  return ranked.flatMap(({ id = '', metadata }) => {
    const passage = byId.get(id);
    if (passage === undefined) return [];
    byId.delete(id);
    const { score } = metadata;
    const scored = typeof score === 'number' ? { ...passage.metadata, score } : passage.metadata;
    return [{ ...passage, metadata: scored }];
  });
}

/** ISO days compare as text; a date of another precision counts only when it is later in what both state. */
function isLater(date: string, limit: string | undefined): boolean {
  if (limit === undefined || date === '') return false;
  const length = Math.min(date.length, 10);
  return date.slice(0, length) > limit.slice(0, length);
}
