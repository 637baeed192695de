import type { KnowledgeBaseRetrievalResult, RetrievalResultLocation } from '@aws-sdk/client-bedrock-agent-runtime';
import { type Passage, passageMetadataSchema } from '@plumbline/core';
import { ServiceResponseError } from '../aws/errors.ts';
import type { AttributeFields } from '../filter/attribute-field.ts';
import { textHash } from '../retrieval/text-hash.ts';
import { PASSAGE_ID } from './fields.ts';

/** Metadata that knowledge bases add to their chunks. */
const CHUNK_ID = 'x-amz-bedrock-kb-chunk-id';
const PAGE = 'x-amz-bedrock-kb-document-page-number';

/**
 * A result as a passage: under the id that was written with it, or else named by its document and its chunk (by the hash
 * of its text where the chunk has no id). Nothing for a result without text, such as an image.
 *
 * @throws ServiceResponseError when the labels of access are not among the result's metadata
 */
export function knowledgeBasePassage(
  { content, location, score, metadata = {} }: KnowledgeBaseRetrievalResult,
  fields: AttributeFields,
): Passage | undefined {
  const text = content?.text;
  if (text === undefined) return undefined;
  const source = location === undefined ? '' : uriOf(location);
  const page = metadata[PAGE];
  const parsed = passageMetadataSchema.safeParse({
    chunk: 0,
    title: '',
    source,
    docType: '',
    asOf: '',
    ...(typeof page === 'number' && page >= 1 ? { page: Math.floor(page) } : {}),
    ...readAttributes(metadata, fields),
    ...(score === undefined ? {} : { score, scores: { knowledgeBase: score } }),
  });
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))].join(', ');
    throw new ServiceResponseError(
      'The knowledge base',
      `a result of ${source || 'a document'} has no valid ${names}. Write the metadata of its documents with knowledgeBaseAttributes() and synchronise the data source.`,
    );
  }
  const [own, chunk] = [metadata[PASSAGE_ID], metadata[CHUNK_ID]];
  const place = typeof chunk === 'string' && chunk !== '' ? chunk : textHash(text);
  const id = typeof own === 'string' && own !== '' ? own : `${parsed.data.docId}#${place}`;
  return { id, pageContent: text, metadata: parsed.data };
}

function readAttributes(
  metadata: NonNullable<KnowledgeBaseRetrievalResult['metadata']>,
  fields: AttributeFields,
): Record<string, unknown> {
  const read = Object.entries(fields).flatMap(([name, { key, kind }]): [string, unknown][] => {
    const value = metadata[key];
    if (name === 'asOfBound' || value === undefined || value === null) return [];
    return [[name, kind === 'date' && typeof value === 'number' ? new Date(value * 1000).toISOString() : value]];
  });
  return Object.fromEntries(read);
}

function uriOf({
  s3Location,
  webLocation,
  confluenceLocation,
  salesforceLocation,
  ...others
}: RetrievalResultLocation): string {
  const { sharePointLocation, customDocumentLocation, kendraDocumentLocation } = others;
  return (
    s3Location?.uri ??
    webLocation?.url ??
    confluenceLocation?.url ??
    salesforceLocation?.url ??
    sharePointLocation?.url ??
    kendraDocumentLocation?.uri ??
    customDocumentLocation?.id ??
    ''
  );
}
