import { analyserIdentity, analysisSettings, FINANCE_ANALYSER } from './analysis.ts';
import type { DocumentType, FieldKind } from './document-types.ts';
import type { SearchIndexIdentity } from './identity.ts';
import type { Thesaurus } from './thesaurus.ts';

/** Raised whenever the fields, or what they hold, change. */
export const SCHEMA_VERSION = 1;

/** Metadata of every passage that a filter may name. */
const PASSAGE_FIELDS = {
  id: 'string',
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
} as const satisfies Record<string, FieldKind>;

/** The index's own: subjects and periods by their keys, and the last moment `asOf` can mean. */
const DERIVED_FIELDS = {
  subjects: 'strings',
  periods: 'strings',
  asOfBound: 'string',
} as const satisfies Record<string, FieldKind>;

/** What a filter may name in an index of this type. */
export function filterFields({ fields }: DocumentType): Readonly<Record<string, FieldKind>> {
  return { ...fields, ...PASSAGE_FIELDS, ...DERIVED_FIELDS };
}

/** Metadata fields stored one by one, for filters. */
export function metadataFields({ fields }: DocumentType): Readonly<Record<string, FieldKind>> {
  const { id: _id, ...own } = PASSAGE_FIELDS;
  return { ...fields, ...own };
}

/** A graph of near neighbours (HNSW), by the library that keeps it. */
export interface VectorSettings {
  /** Default `faiss`: production. `lucene` needs no native library, and is what tests run on. */
  readonly engine?: 'faiss' | 'lucene';
  /** Neighbours of each vector. Default 16. */
  readonly m?: number;
  /** Vectors looked at when one is put in. Default 128. */
  readonly efConstruction?: number;
  /** Vectors looked at in a search, for faiss; lucene takes the number asked for. Default 128. */
  readonly efSearch?: number;
  /** 16-bit vectors: half the memory (faiss only). Default false. */
  readonly halfPrecision?: boolean;
}

export interface IndexShape {
  readonly type: DocumentType;
  /** Length of the vectors. */
  readonly dimensions: number;
  /** Default 3. */
  readonly shards?: number;
  /** Copies of each shard. Default 2. */
  readonly replicas?: number;
  readonly vectors?: VectorSettings;
}

export interface IndexBodyOptions extends IndexShape {
  readonly thesaurus: Thesaurus;
  readonly identity: SearchIndexIdentity;
}

/** Settings and mapping of one index. */
export function indexBody({ shards = 3, replicas = 2, thesaurus, identity, ...shape }: IndexBodyOptions) {
  return {
    settings: {
      index: {
        number_of_shards: shards,
        number_of_replicas: replicas,
        knn: true,
        ...(shape.vectors?.engine === 'lucene' ? {} : { 'knn.algo_param.ef_search': shape.vectors?.efSearch ?? 128 }),
      },
      analysis: analysisSettings(thesaurus),
    },
    mappings: {
      // A field nobody declared is an error of the writer, and would otherwise take a type by chance.
      dynamic: 'strict',
      _meta: { plumbline: identity },
      properties: properties(shape),
    },
  };
}

/**
 * The template that gives every new version of an index its settings and mapping, also one that is made by a write to a
 * name that does not exist.
 */
export function indexTemplate(alias: string, options: IndexBodyOptions) {
  return {
    index_patterns: [`${alias}-v*`],
    priority: 500,
    _meta: { madeBy: 'plumbline', analyser: analyserIdentity(options.thesaurus) },
    template: indexBody(options),
  };
}

const PROPERTY: Readonly<Record<FieldKind, Record<string, unknown>>> = {
  string: { type: 'keyword' },
  strings: { type: 'keyword' },
  integer: { type: 'long' },
  number: { type: 'double' },
};
const STORED = { index: false, doc_values: false, store: true };

function properties({ type, dimensions, vectors = {} }: IndexShape): Record<string, unknown> {
  const own = Object.entries(filterFields(type)).map(([name, kind]) => [name, PROPERTY[kind]] as const);
  return {
    ...Object.fromEntries(own),
    // Read back as they are, without the vector beside them in the source.
    text: { type: 'text', index: false, norms: false, store: true, copy_to: 'content' },
    metadata: { type: 'keyword', ...STORED },
    heading: { type: 'text', index: false, norms: false, copy_to: 'content' },
    content: { type: 'text', analyzer: FINANCE_ANALYSER },
    // Names of the lists a passage has, empty ones too.
    lists: { type: 'keyword' },
    // Which write a passage is from: see reindex.ts.
    stamp: { type: 'keyword' },
    embedding: { type: 'knn_vector', dimension: dimensions, method: vectorMethod(vectors) },
  };
}

function vectorMethod({
  engine = 'faiss',
  m = 16,
  efConstruction = 128,
  efSearch = 128,
  halfPrecision,
}: VectorSettings) {
  const graph = { m, ef_construction: efConstruction };
  if (engine === 'lucene') return { name: 'hnsw', engine, space_type: 'cosinesimil', parameters: graph };
  const encoder = halfPrecision === true ? { encoder: { name: 'sq', parameters: { type: 'fp16' } } } : {};
  return {
    name: 'hnsw',
    engine,
    // Vectors are written with length 1: their inner product is the cosine, which faiss has no space of its own for.
    space_type: 'innerproduct',
    parameters: { ...graph, ef_search: efSearch, ...encoder },
  };
}

/** The cosine of question and passage from the score of a hit. */
export function cosineOf(score: number, { engine = 'faiss' }: VectorSettings): number {
  if (engine === 'lucene') return 2 * score - 1;
  return score >= 1 ? score - 1 : 1 - 1 / score;
}
