import { InvalidInputError } from '@plumbline/core';
import type { FusionChoice } from '../fusion/fuse-lists.ts';
import { FINANCE_ANALYSER, SYNONYM_ANALYSER } from './analysis.ts';
import type { QueryClause } from './filter.ts';
import { PASSAGE_SOURCE } from './rows.ts';

/** One question, ready to be asked. */
export interface Asked {
  /** Nothing: no search by words. */
  readonly text: string | undefined;
  /** Days, months, quarters and years the question names, as the index keeps them. */
  readonly periods: readonly string[];
  /** Nothing: no search by vector. */
  readonly vector: readonly number[] | undefined;
  /** Part of both halves, the k-NN query included: neighbours the caller may not read are never looked at. */
  readonly filter: QueryClause;
  /** Hits each half brings. */
  readonly candidates: number;
  /** How much the words of the thesaurus count beside those of the question. */
  readonly synonymWeight: number;
  /** What a passage of one of the periods gains, in BM25. */
  readonly periodWeight: number;
  readonly timeoutMs: number;
}

export type SearchBody = Readonly<Record<string, unknown>>;

/** Names of the halves, in results and in named queries. */
export const TEXT = 'bm25';
export const VECTOR = 'vector';

/**
 * Words first as they are asked; with their synonyms they count less, so that a thesaurus cannot outvote a question. A
 * passage of the time the question names gains a little, whatever way its date is written.
 */
function textQuery({ text = '', synonymWeight, periods, periodWeight }: Asked): QueryClause {
  const own = { match: { content: { query: text, analyzer: FINANCE_ANALYSER } } };
  const wider = { match: { content: { query: text, analyzer: SYNONYM_ANALYSER, boost: synonymWeight } } };
  const words = { bool: { should: synonymWeight > 0 ? [own, wider] : [own], minimum_should_match: 1 } };
  const inTime = { constant_score: { filter: { terms: { periods } }, boost: periodWeight } };
  return { bool: { must: [words], should: periods.length > 0 && periodWeight > 0 ? [inTime] : [], _name: TEXT } };
}

function vectorQuery({ vector, filter, candidates }: Asked): QueryClause {
  return { knn: { embedding: { vector, k: candidates, filter } } };
}

function frame({ timeoutMs }: Asked): SearchBody {
  return { ...PASSAGE_SOURCE, track_total_hits: false, timeout: `${Math.max(1, Math.round(timeoutMs))}ms` };
}

/** The halves as searches of their own, to be fused here. */
export function halfBodies(asked: Asked): { readonly name: string; readonly body: SearchBody }[] {
  const halves = [];
  const size = asked.candidates;
  if (asked.text !== undefined) {
    const query = { bool: { must: [textQuery(asked)], filter: [asked.filter] } };
    halves.push({ name: TEXT, body: { ...frame(asked), size, query } });
  }
  if (asked.vector !== undefined)
    halves.push({ name: VECTOR, body: { ...frame(asked), size, query: vectorQuery(asked) } });
  return halves;
}

/** Both halves as one hybrid query, fused by the cluster with a pipeline that comes along. */
export function hybridBody(asked: Asked, fusion: FusionChoice): SearchBody {
  const text = { bool: { must: [textQuery(asked)], filter: [asked.filter] } };
  const vector = { bool: { must: [vectorQuery(asked)], _name: VECTOR } };
  return {
    ...frame(asked),
    size: 2 * asked.candidates,
    query: { hybrid: { pagination_depth: asked.candidates, queries: [text, vector] } },
    search_pipeline: fusionPipeline(fusion),
  };
}

/**
 * A search pipeline that fuses as the choice says, as far as OpenSearch 2.19 can.
 *
 * @throws InvalidInputError for what it cannot
 */
export function fusionPipeline(fusion: FusionChoice): Record<string, unknown> {
  if (fusion.method === 'rrf' && fusion.weights === undefined && (fusion.k ?? 60) >= 1) {
    const combination = { technique: 'rrf', rank_constant: fusion.k ?? 60 };
    return { phase_results_processors: [{ 'score-ranker-processor': { combination } }] };
  }
  if (fusion.method === 'convex' && fusion.normalisation !== 'z-score') {
    const weights = [TEXT, VECTOR].map((name) => fusion.weights?.[name] ?? 1);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const combination = {
      technique: 'arithmetic_mean',
      parameters: { weights: weights.map((weight) => weight / sum) },
    };
    return {
      phase_results_processors: [
        { 'normalization-processor': { normalization: { technique: 'min_max' }, combination } },
      ],
    };
  }
  throw new InvalidInputError(
    `OpenSearch cannot fuse by ${JSON.stringify(fusion)}: it knows convex with min-max, and rrf without weights and with k from 1. Use fuseAt: 'client'.`,
  );
}
