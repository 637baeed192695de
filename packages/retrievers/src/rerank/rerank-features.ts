import type { PassageShape } from './passage-shape.ts';
import type { ScoreComponents } from './score-passages.ts';

/** A passage to rerank, read. */
export interface FeatureSource {
  /** Passages of one document speak for each other. */
  readonly docId: string;
  readonly shape: PassageShape;
  readonly components: ScoreComponents;
  /** BM25 of the first stage, when it found the passage by words. */
  readonly bm25?: number | undefined;
  /** Cosine of question and passage, when it found the passage by vector. */
  readonly vector?: number | undefined;
}

/** What the reranker weighs, in the order of its weights. */
export const RERANK_FEATURES = [
  'first',
  'local',
  'row',
  'cover',
  'pairs',
  'years',
  'figures',
  'statement',
  'subject',
  'period',
  'bm25',
  'vector',
  'vectorGap',
  'rowGap',
  'coverGap',
  'length',
  'heading',
  'density',
  'table',
  'announced',
  'announces',
  'documentLocal',
  'documentVector',
] as const;
export type RerankFeature = (typeof RERANK_FEATURES)[number];

/** Beyond this, more text is not less to the point: a page is as long as a page. */
const LONGEST = 100000;
/** A passage shorter than this can hold a heading, hardly an answer. */
const HEADING = 80;
/** A share of figures at which a passage counts as a table in full. */
const TABLE_DENSITY = 0.4;
/** More figures than this and at least two rows make a table, fewer than the other make prose. */
const TABLE_LEAST = 0.25;
const PROSE_MOST = 0.15;
const TABLE_ROWS = 2;

/** Features of each passage, in order; some compare it with the others, so all candidates must be given at once. */
export function rerankFeatures(passages: readonly FeatureSource[]): Record<RerankFeature, number>[] {
  const best = bestOf(passages);
  const documents = byDocument(passages, best);
  return passages.map(({ docId, shape, components, bm25 = 0, vector = best.lowestVector }) => {
    const document = documents.get(docId);
    const isTable = holdsTable(shape);
    return {
      ...components,
      bm25: best.bm25 > 0 ? bm25 / best.bm25 : 0,
      vector,
      vectorGap: vector - best.vector,
      rowGap: components.row - best.row,
      coverGap: components.cover - best.cover,
      length: Math.log(1 + Math.min(shape.length, LONGEST)),
      heading: shape.length < HEADING ? 1 : 0,
      density: Math.min(1, shape.density / TABLE_DENSITY),
      table: isTable ? 1 : 0,
      announced: isTable ? (document?.announced ?? 0) : 0,
      announces: announcesTable(shape) && document?.hasTable === true ? 1 : 0,
      documentLocal: document?.local ?? 0,
      documentVector: document?.vector ?? best.lowestVector,
    };
  });
}

interface Best {
  readonly bm25: number;
  readonly vector: number;
  /** Of those found by vector; stands for the passages that were not. */
  readonly lowestVector: number;
  readonly row: number;
  readonly cover: number;
}

function bestOf(passages: readonly FeatureSource[]): Best {
  const most = (values: readonly number[]): number => values.reduce((top, value) => Math.max(top, value), 0);
  const vectors = passages.flatMap(({ vector }) => (vector === undefined ? [] : [vector]));
  return {
    bm25: most(passages.map(({ bm25 = 0 }) => bm25)),
    vector: most(vectors),
    lowestVector: vectors.reduce((low, value) => Math.min(low, value), vectors[0] ?? 0),
    row: most(passages.map(({ components }) => components.row)),
    cover: most(passages.map(({ components }) => components.cover)),
  };
}

/** What the candidates of one document tell about each other. */
interface DocumentFeatures {
  local: number;
  vector: number;
  hasTable: boolean;
  /** How much of the question the prose holds that announces a table: the table itself need not repeat it. */
  announced: number;
}

function byDocument(passages: readonly FeatureSource[], best: Best): Map<string, DocumentFeatures> {
  const documents = new Map<string, DocumentFeatures>();
  for (const { docId, shape, components, vector = best.lowestVector } of passages) {
    const document = documents.get(docId) ?? { local: 0, vector, hasTable: false, announced: 0 };
    document.local = Math.max(document.local, components.local);
    document.vector = Math.max(document.vector, vector);
    document.hasTable ||= holdsTable(shape);
    if (announcesTable(shape)) document.announced = Math.max(document.announced, components.cover);
    documents.set(docId, document);
  }
  return documents;
}

function holdsTable({ density, rows }: PassageShape): boolean {
  return density > TABLE_LEAST && rows >= TABLE_ROWS;
}

function announcesTable({ density, announces }: PassageShape): boolean {
  return announces && density < PROSE_MOST;
}
