import { type Passage, passageMetadataSchema, sealAcl } from '@plumbline/core';
import { z } from 'zod';
import type { Analyser } from '../analysis/analyser.ts';
import { periodsOf, subjectsOf } from '../analysis/passage-facts.ts';
import { asOfBound } from '../lancedb/as-of.ts';
import { unitVector } from '../lancedb/rows.ts';
import type { DocumentType, FieldKind } from './document-types.ts';
import { metadataFields } from './schema.ts';

/** What is stored of a passage. */
export type Row = Readonly<Record<string, unknown>>;

export interface RowContext {
  readonly type: DocumentType;
  readonly analyser: Analyser;
  /** Of this write. */
  readonly stamp: string;
}

/** A passage as a row. The access list is sealed, so that "absent or matching" is plain membership in a query. */
export function rowOf({ id, pageContent, metadata }: Passage, vector: readonly number[], context: RowContext): Row {
  const { score: _score, scores: _scores, ...kept } = metadata;
  const stored: Record<string, unknown> = { ...kept, acl: sealAcl(metadata.acl) };
  const fields = Object.entries(metadataFields(context.type)).flatMap(([name, kind]) => {
    const value = storable(stored[name], kind);
    return value === undefined ? [] : [[name, value] as const];
  });
  const lists = fields.filter(([, value]) => Array.isArray(value)).map(([name]) => name);
  const unit = unitVector(vector);
  return {
    ...Object.fromEntries(fields),
    id,
    text: pageContent,
    heading: headingOf(kept),
    metadata: JSON.stringify(stored),
    subjects: subjectsOf(metadata, context.analyser).map(({ key }) => key),
    periods: periodsOf(metadata),
    asOfBound: asOfBound(metadata.asOf),
    lists: [...lists, 'subjects', 'periods'],
    stamp: context.stamp,
    // A text without a word that the embeddings know has no direction, and is found by its words alone.
    ...(unit.some((value) => value !== 0) ? { embedding: unit } : {}),
  };
}

/** What the document is, in words: a passage is found by it too. */
function headingOf({ title, company, ticker, period, fiscalYear, section, table }: Passage['metadata']): string {
  const parts = [title, company, ticker, period, fiscalYear, section, table].filter((part) => part !== undefined);
  return parts.join(' ').replaceAll('_', ' ');
}

/** A value that a field of this kind can hold; fields of a document type are not checked by the contract of a passage. */
function storable(value: unknown, kind: FieldKind): unknown {
  if (kind === 'strings') {
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
  }
  if (kind === 'string') return typeof value === 'string' ? value : undefined;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

const hitSchema = z.object({
  _id: z.string(),
  fields: z.object({ text: z.tuple([z.string()]), metadata: z.tuple([z.string()]) }),
});

/** The fields a passage is made of again. Stored apart: the source would be read with its vector. */
export const PASSAGE_SOURCE = { _source: false, stored_fields: ['text', 'metadata'] };

/** A hit read back as a passage. */
export function passageOf(hit: unknown): Passage {
  const { _id: id, fields } = hitSchema.parse(hit);
  return { id, pageContent: fields.text[0], metadata: passageMetadataSchema.parse(JSON.parse(fields.metadata[0])) };
}

const stampSchema = z.object({ fields: z.object({ stamp: z.tuple([z.string()]) }) });

/** The name of the write a hit is from, read with `docvalue_fields`. */
export function stampOf(hit: unknown): string {
  return stampSchema.parse(hit).fields.stamp[0];
}
