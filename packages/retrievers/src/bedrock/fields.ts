import { InvalidInputError, type PassageMetadata, sealAcl } from '@plumbline/core';
import type { AttributeField, AttributeFields } from '../filter/attribute-field.ts';
import { asOfSeconds } from '../filter/date-bounds.ts';

/**
 * Which metadata attribute of a knowledge base holds which field of a passage. `asOfBound` is the last second that `asOf`
 * can mean, in seconds since the epoch: knowledge bases order numbers only. Add fields of your own beside them.
 */
export const KNOWLEDGE_BASE_FIELDS = {
  docId: { key: 'docId', kind: 'string', required: true },
  title: { key: 'title', kind: 'string', filterable: false },
  source: { key: 'source', kind: 'string', filterable: false },
  docType: { key: 'docType', kind: 'string', required: true },
  asOf: { key: 'asOf', kind: 'string', required: true },
  asOfBound: { key: 'asOfBound', kind: 'date', required: true },
  classification: { key: 'classification', kind: 'string', required: true },
  acl: { key: 'acl', kind: 'strings', required: true },
  company: { key: 'company', kind: 'string' },
  ticker: { key: 'ticker', kind: 'string' },
  cusip: { key: 'cusip', kind: 'string' },
  fiscalYear: { key: 'fiscalYear', kind: 'number' },
  period: { key: 'period', kind: 'string' },
  section: { key: 'section', kind: 'string' },
  table: { key: 'table', kind: 'string' },
  chunk: { key: 'chunk', kind: 'number', filterable: false },
  page: { key: 'page', kind: 'number', filterable: false },
} as const satisfies AttributeFields;

/** An attribute as a metadata file holds it: `{ "metadataAttributes": … }` beside the document, `<name>.metadata.json`. */
export type KnowledgeBaseAttributes = Record<string, string | number | boolean | string[]>;

/** Holds the id of a passage that is a document of its own. */
export const PASSAGE_ID = 'passageId';

export interface KnowledgeBaseAttributeOptions {
  /** Attributes of the documents by field of metadata. Default {@link KNOWLEDGE_BASE_FIELDS}. */
  fields?: AttributeFields;
  /** The id of the passage, where each passage is a document of its own: then it comes back under this id. */
  passageId?: string;
}

/**
 * The metadata attributes of a document, for its metadata file or for direct ingestion: what
 * {@link KnowledgeBaseRetriever} filters by and reads back. The access list is sealed. A field that is absent or empty has
 * no attribute.
 *
 * @throws InvalidInputError for a value that is not of the field's kind
 */
export function knowledgeBaseAttributes(
  metadata: PassageMetadata,
  { fields = KNOWLEDGE_BASE_FIELDS, passageId }: KnowledgeBaseAttributeOptions = {},
): KnowledgeBaseAttributes {
  const values: Record<string, unknown> = { ...metadata, acl: sealAcl(metadata.acl) };
  const entries = Object.entries(fields).flatMap(([name, field]): [string, string | number | string[]][] => {
    if (name === 'asOfBound') return [[field.key, asOfSeconds(metadata.asOf)]];
    const value = values[name];
    const isEmpty = value === undefined || value === null || value === '';
    return isEmpty ? [] : [[field.key, attributeValue(name, field, value)]];
  });
  return { ...Object.fromEntries(entries), ...(passageId === undefined ? {} : { [PASSAGE_ID]: passageId }) };
}

function attributeValue(name: string, { kind }: AttributeField, value: unknown): string | number | string[] {
  if (kind === 'string' && typeof value === 'string') return value;
  if (kind === 'number' && typeof value === 'number' && Number.isFinite(value)) return value;
  if (kind === 'strings' && Array.isArray(value)) return value.map(String);
  const time = kind === 'date' && typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(time)) return Math.floor(time / 1000);
  throw new InvalidInputError(`The field ${name} is no ${kind} as its attribute is: ${JSON.stringify(value)}.`);
}
