import type { Schema } from 'apache-arrow';
import type { Driver } from './driver.ts';

/** Raised whenever the columns, or what they hold, change. An index of another version is built anew. */
export const SCHEMA_VERSION = 3;

export const TABLE = 'passages';

/** How a column is stored and compared; `strings` is a list. */
export type ColumnKind = 'string' | 'integer' | 'strings';

/** Columns that hold metadata of the same name; filters may use them. */
export const METADATA_COLUMNS = {
  docId: 'string',
  chunk: 'integer',
  title: 'string',
  source: 'string',
  docType: 'string',
  asOf: 'string',
  classification: 'string',
  acl: 'strings',
  page: 'integer',
  section: 'string',
  table: 'string',
  company: 'string',
  ticker: 'string',
  fiscalYear: 'integer',
  period: 'string',
} as const satisfies Record<string, ColumnKind>;

/**
 * Columns of the index's own. `terms`: analysed lines, what BM25 searches; the first is the heading. `asOfBound`: the last
 * day `asOf` can mean. `row`: all that a search reads of a hit, the passage included (`stored-row.ts`); the columns of
 * single fields are there for filters alone.
 */
const OWN_COLUMNS = {
  terms: 'string',
  subjects: 'strings',
  periods: 'strings',
  asOfBound: 'string',
  row: 'string',
} as const satisfies Record<string, ColumnKind>;

/** What a filter may name. */
export const FILTER_COLUMNS: Readonly<Record<string, ColumnKind>> = {
  id: 'string',
  ...METADATA_COLUMNS,
  subjects: 'strings',
  periods: 'strings',
  asOfBound: 'string',
};

/** Declared, because LanceDB would infer Float64 for whole numbers, which scalar indexes refuse. */
export function passageSchema({ arrow }: Driver, dimensions: number): Schema {
  const types: Record<ColumnKind, () => InstanceType<typeof arrow.DataType>> = {
    string: () => new arrow.Utf8(),
    integer: () => new arrow.Int32(),
    strings: () => new arrow.List(new arrow.Field('item', new arrow.Utf8(), true)),
  };
  const columns: Record<string, ColumnKind> = { id: 'string', ...METADATA_COLUMNS, ...OWN_COLUMNS };
  const vector = new arrow.FixedSizeList(dimensions, new arrow.Field('item', new arrow.Float32(), true));
  return new arrow.Schema([
    ...Object.entries(columns).map(([name, kind]) => new arrow.Field(name, types[kind](), true)),
    new arrow.Field('vector', vector, true),
  ]);
}
