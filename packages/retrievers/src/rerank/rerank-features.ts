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

/** What the reranker weighs, in the order of its weights. */
export const RERANK_FEATURES = [
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
export type RerankFeature = (typeof RERANK_FEATURES)[number];

/** Beyond this, more text is not less to the point: a page is as long as a page. */
const LONGEST = 4000;
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
  return passages.map((passage) => {
    const { docId, shape, components, vector = lowest } = passage;
    const document = documents.get(docId) ?? NO_DOCUMENT;
    return {
      ...components,
      vector,
      figureless: shape.figures === 0 ? figureIntent : 0,
      length: Math.log(1 + Math.min(shape.length, LONGEST)),
      announced: holdsTable(shape) ? document.announced : 0,
      announces: announcesTable(shape) && document.hasTable ? 1 : 0,
      documentLocal: document.local,
      repeats: document.passages.some((other) => repeats(passage, other)) ? 1 : 0,
    };
  });
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
