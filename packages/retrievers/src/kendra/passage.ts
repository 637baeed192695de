import type { RetrieveResultItem, ScoreConfidence } from '@aws-sdk/client-kendra';
import { type Passage, passageMetadataSchema } from '@plumbline/core';
import { ServiceResponseError } from '../aws/errors.ts';
import type { AttributeFields } from '../filter/attribute-field.ts';
import { textHash } from '../retrieval/text-hash.ts';
import { readKendraAttributes } from './attributes.ts';
import { PASSAGE_ID } from './fields.ts';

/** Kendra gives no number, only how sure it is; the buckets are evenly spread. */
const CONFIDENCE: Readonly<Record<ScoreConfidence, number>> = {
  VERY_HIGH: 1,
  HIGH: 0.75,
  MEDIUM: 0.5,
  LOW: 0.25,
  NOT_AVAILABLE: 0,
};
const PAGE = '_excerpt_page_number';

export interface KendraItem {
  readonly item: RetrieveResultItem;
  readonly queryId: string | undefined;
  /** Position among all results, from 0. */
  readonly rank: number;
  readonly fields: AttributeFields;
}

/**
 * A result as a passage; the text is as Kendra gave it. Kendra's own ids differ from query to query: a passage has the id
 * that was written with it, or else is named by its document and the hash of its text. Kendra knows no position within
 * a document: `chunk` is then 0.
 *
 * @throws ServiceResponseError when the labels of access are not among the result's attributes
 */
export function kendraPassage({ item, queryId, rank, fields }: KendraItem): Passage {
  const { Content: text = '', DocumentId = '', DocumentTitle = '', DocumentURI = '', DocumentAttributes = [] } = item;
  const attributes = readKendraAttributes(DocumentAttributes, fields);
  const confidence = item.ScoreAttributes?.ScoreConfidence ?? 'NOT_AVAILABLE';
  const attribute = (key: string) => DocumentAttributes.find(({ Key }) => Key === key)?.Value;
  const page = attribute(PAGE)?.LongValue;
  const parsed = passageMetadataSchema.safeParse({
    docId: DocumentId,
    chunk: 0,
    title: DocumentTitle,
    source: DocumentURI,
    docType: '',
    asOf: '',
    ...(page === undefined || page < 1 ? {} : { page }),
    ...attributes,
    confidence,
    kendraResultId: item.Id ?? '',
    kendraQueryId: queryId ?? '',
    score: CONFIDENCE[confidence],
    scores: { confidence: CONFIDENCE[confidence], reciprocalRank: 1 / (rank + 1) },
  });
  if (!parsed.success) throw notUsable(DocumentId, parsed.error.issues);
  const id = attribute(PASSAGE_ID)?.StringValue ?? `${parsed.data.docId}#${textHash(text)}`;
  return { id, pageContent: text, metadata: parsed.data };
}

/** Every result must show its labels: the query asked for documents that have them. */
function notUsable(document: string, issues: readonly { path: PropertyKey[] }[]): ServiceResponseError {
  const names = [...new Set(issues.map(({ path }) => String(path[0])))].join(', ');
  return new ServiceResponseError(
    'Kendra',
    `a result of the document ${document} has no valid ${names}. Make these attributes of the index displayable, and write them with kendraAttributes().`,
  );
}
