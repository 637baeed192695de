import { type Passage, sealAcl } from '@plumbline/core';
import type { Table } from 'apache-arrow';
import type { Analyser } from '../analysis/analyser.ts';
import { periodsOf, subjectsOf } from '../analysis/passage-facts.ts';
import { passageTerms } from '../analysis/passage-terms.ts';
import { asOfBound } from './as-of.ts';
import type { Driver } from './driver.ts';
import { METADATA_COLUMNS, passageSchema } from './schema.ts';
import { encodeStoredRow } from './stored-row.ts';

/** A row without its vector, by column. */
export type Row = Readonly<Record<string, string | number | readonly string[] | null>>;

/** A passage as a row. The access list is sealed, so that "absent or matching" is plain membership in a query. */
export function rowOf(passage: Passage, analyser: Analyser): Row {
  const { id, pageContent, metadata } = passage;
  const { score: _score, scores: _scores, ...kept } = metadata;
  const stored = { ...kept, acl: sealAcl(metadata.acl) };
  const subjects = subjectsOf(metadata, analyser).map(({ key }) => key);
  const periods = periodsOf(metadata);
  const terms = passageTerms(passage, analyser);
  const known = Object.keys(METADATA_COLUMNS).map((name) => [name, metadata[name] ?? null] as const);
  return {
    ...(Object.fromEntries(known) as Row),
    id,
    acl: stored.acl,
    terms,
    subjects,
    periods,
    asOfBound: asOfBound(metadata.asOf),
    row: encodeStoredRow({ facts: { subjects, periods }, terms, passage: { id, pageContent, metadata: stored } }),
  };
}

/** Rows and their vectors as an Arrow table with the declared types. */
export function tableOf(rows: readonly Row[], vectors: readonly (readonly number[])[], driver: Driver): Table {
  const { arrow } = driver;
  const dimensions = vectors[0]?.length ?? 0;
  const schema = passageSchema(driver, dimensions);
  const columns = schema.fields.map((field) => {
    if (field.name === 'vector') return vectorColumn(vectors, dimensions, driver);
    return arrow.vectorFromArray(
      rows.map((row) => row[field.name] ?? null),
      field.type,
    );
  });
  const children = columns.flatMap((column) => column.data.slice(0, 1));
  const type = new arrow.Struct(schema.fields);
  return new arrow.Table([new arrow.RecordBatch(schema, arrow.makeData({ type, length: rows.length, children }))]);
}

/** Vectors are compared by direction: scaled to length 1, their dot product is the cosine. */
export function unitVector(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  return length === 0 ? [...vector] : vector.map((value) => value / length);
}

/** One flat array under a fixed-size list: building it value by value takes longer than everything else. */
function vectorColumn(vectors: readonly (readonly number[])[], dimensions: number, { arrow }: Driver) {
  const flat = new Float32Array(vectors.length * dimensions);
  for (const [index, vector] of vectors.entries()) flat.set(unitVector(vector), index * dimensions);
  const values = arrow.makeData({ type: new arrow.Float32(), data: flat, length: flat.length });
  const type = new arrow.FixedSizeList(dimensions, new arrow.Field('item', new arrow.Float32(), true));
  return arrow.makeVector(arrow.makeData({ type, length: vectors.length, nullCount: 0, child: values }));
}
