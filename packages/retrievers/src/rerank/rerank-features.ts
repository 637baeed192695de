import type { PassageShape } from './passage-shape.ts';
import type { ScoreComponents } from './score-passages.ts';

/** A passage to rerank, read. */
export interface FeatureSource {
  /** Passages of one document speak for each other. */
  readonly docId: string;
  readonly shape: PassageShape;
  readonly components: ScoreComponents;
  /** Cosine of question and passage, when it found the passage by vector. */
  readonly vector?: number | undefined;
}

/** What is measured of each passage. */
export const MEASURED_FEATURES = [
  'first',
  'local',
  'row',
  'cover',
  'focus',
  'pairs',
  'years',
  'figures',
  'statement',
  'subject',
  'period',
  'vector',
  'figureless',
  'length',
  'announced',
  'announces',
  'documentLocal',
  'repeats',
] as const;
export type MeasuredFeature = (typeof MEASURED_FEATURES)[number];

/**
 * What the reranker weighs, in the order of its weights. Each measure counts twice, the second time as much as the candidates
 * are long: among pages of filings other things tell than among single paragraphs and tables.
 */
export const RERANK_FEATURES = [
  ...MEASURED_FEATURES,
  ...MEASURED_FEATURES.map((name) => `${name}OfLong` as const),
] as const;
export type RerankFeature = MeasuredFeature | `${MeasuredFeature}OfLong`;

/** Beyond this, more text is not less to the point: a page is as long as a page. */
const LONGEST = 4000;
/** Mean logarithm of length at which candidates begin to count as long, about 500 characters, and at which they do in full, 2,400. */
const LONG_FROM = 6.2;
const LONG_IN_FULL = 7.8;
/** More figures than this and at least two rows make a table, fewer than the other make prose. */
const TABLE_LEAST = 0.15;
const PROSE_MOST = 0.1;
const TABLE_ROWS = 2;

/**
 * Features of each passage, in order; some compare it with the others, so all candidates must be given at once.
 *
 * @param figureIntent how much the question asks for a figure, 0 to 1
 */
export function rerankFeatures(
  passages: readonly FeatureSource[],
  figureIntent: number,
): Record<RerankFeature, number>[] {
  const vectors = passages.flatMap(({ vector }) => (vector === undefined ? [] : [vector]));
  /** Stands for the passages that were not found by vector. */
  const lowest = vectors.reduce((low, value) => Math.min(low, value), vectors[0] ?? 0);
  const documents = byDocument(passages);
  const long = longShare(passages);
  return passages.map((passage) => {
    const { docId, shape, components, vector = lowest } = passage;
    const document = documents.get(docId) ?? NO_DOCUMENT;
    const measured: Record<MeasuredFeature, number> = {
      ...components,
      vector,
      figureless: shape.figures === 0 ? figureIntent : 0,
      length: lengthOf(passage),
      announced: holdsTable(shape) ? document.announced : 0,
      announces: announcesTable(shape) && document.hasTable ? 1 : 0,
      documentLocal: document.local,
      repeats: document.passages.some((other) => repeats(passage, other)) ? 1 : 0,
    };
    return withLong(measured, long);
  });
}

function withLong(measured: Record<MeasuredFeature, number>, long: number): Record<RerankFeature, number> {
  const scaled = MEASURED_FEATURES.map((name) => [`${name}OfLong`, long * measured[name]] as const);
  return { ...measured, ...(Object.fromEntries(scaled) as Record<`${MeasuredFeature}OfLong`, number>) };
}

function lengthOf({ shape }: FeatureSource): number {
  return Math.log(1 + Math.min(shape.length, LONGEST));
}

/** How long the candidates are, 0 to 1. */
function longShare(passages: readonly FeatureSource[]): number {
  if (passages.length === 0) return 0;
  const mean = passages.reduce((sum, passage) => sum + lengthOf(passage), 0) / passages.length;
  return Math.min(1, Math.max(0, (mean - LONG_FROM) / (LONG_IN_FULL - LONG_FROM)));
}

/** What the candidates of one document tell about each other. */
interface DocumentFeatures {
  local: number;
  hasTable: boolean;
  /** How much of the question the prose holds that announces a table: the table itself need not repeat it. */
  announced: number;
  readonly passages: FeatureSource[];
}

const NO_DOCUMENT: DocumentFeatures = { local: 0, hasTable: false, announced: 0, passages: [] };

function byDocument(passages: readonly FeatureSource[]): Map<string, DocumentFeatures> {
  const documents = new Map<string, DocumentFeatures>();
  for (const passage of passages) {
    const { docId, shape, components } = passage;
    const document = documents.get(docId) ?? { ...NO_DOCUMENT, passages: [] };
    document.passages.push(passage);
    document.local = Math.max(document.local, components.local);
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

/** Shorter texts are headings, which stand in many passages. */
const SHORTEST_REPEATED = 40;
const AS_MUCH = 0.05;

/** Whether a passage holds a shorter one whole that holds as much of the question: the shorter one says it better. */
function repeats(passage: FeatureSource, other: FeatureSource): boolean {
  if (other === passage || other.components.cover < passage.components.cover - AS_MUCH) return false;
  const [long, short] = [passage.shape.plain, other.shape.plain];
  if (short.length >= long.length || short.length < SHORTEST_REPEATED) return false;
  return long.includes(short);
}
