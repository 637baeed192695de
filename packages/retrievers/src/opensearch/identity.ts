import type { IndexIdentity } from '@plumbline/core';
import { z } from 'zod';
import { SearchIndexMismatchError } from './errors.ts';

/** What an index is made of, kept in its mapping. */
export interface SearchIndexIdentity extends IndexIdentity {
  /** Name and version of the analyser and its thesaurus. */
  readonly analyser: string;
  readonly documentType: string;
}

const identitySchema = z.object({
  schema: z.number().int(),
  embeddings: z.string(),
  dimensions: z.number().int().positive(),
  analyser: z.string(),
  documentType: z.string(),
});
const mappingSchema = z.object({ _meta: z.object({ plumbline: identitySchema }) });

/**
 * Reads what an index is made of from its mapping.
 *
 * @throws SearchIndexMismatchError for an index that was not made here
 */
export function readIdentity(index: string, mappings: unknown): SearchIndexIdentity {
  const parsed = mappingSchema.safeParse(mappings);
  if (parsed.success) return parsed.data._meta.plumbline;
  const fix = 'Give another name, or delete that index and ingest again.';
  throw new SearchIndexMismatchError(index, 'does not say in _meta.plumbline what it is made of', fix);
}

/** What must change before an index can be used: nothing, its analysis, or its passages with their vectors. */
export type RebuildNeed = 'none' | 'analysis' | 'passages';

export function rebuildNeed(found: SearchIndexIdentity, wanted: SearchIndexIdentity): RebuildNeed {
  const { schema, embeddings, dimensions, documentType } = wanted;
  const isSame =
    found.schema === schema &&
    found.embeddings === embeddings &&
    found.dimensions === dimensions &&
    found.documentType === documentType;
  if (!isSame) return 'passages';
  return found.analyser === wanted.analyser ? 'none' : 'analysis';
}

/**
 * @throws SearchIndexMismatchError when the index is made of something else; the message says what to do
 */
export function checkIdentity(index: string, found: SearchIndexIdentity, wanted: SearchIndexIdentity): void {
  const differences = describeDifferences(found, wanted);
  if (differences.length === 0) return;
  const fix =
    'Bring it up to date with OpenSearchIndex.reindex (searches go on meanwhile), or open it with what it was made with.';
  throw new SearchIndexMismatchError(index, differences.join(' and '), fix);
}

function describeDifferences(found: SearchIndexIdentity, wanted: SearchIndexIdentity): string[] {
  const differences: string[] = [];
  if (found.documentType !== wanted.documentType) {
    differences.push(`holds ${found.documentType}, not ${wanted.documentType}`);
  }
  if (found.schema !== wanted.schema) {
    differences.push(`has layout version ${found.schema}, and this release reads version ${wanted.schema}`);
  }
  if (found.embeddings !== wanted.embeddings || found.dimensions !== wanted.dimensions) {
    differences.push(
      `was made with the embeddings ${found.embeddings} (${found.dimensions} dimensions), not with ${wanted.embeddings} (${wanted.dimensions})`,
    );
  }
  if (found.analyser !== wanted.analyser) {
    differences.push(`was analysed with ${found.analyser}, not with ${wanted.analyser}`);
  }
  return differences;
}
