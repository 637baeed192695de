import { accessFilter, canRead, type Filter, type Passage, type RequestContext } from '@plumbline/core';
import type { Analyser } from '../analysis/analyser.ts';
import { periodMatch, type QuestionFacts, subjectMatch } from '../analysis/metadata-match.ts';
import { questionPeriods } from '../analysis/period-keys.ts';
import type { QuestionAnalyser, QuestionAnalysis } from '../analysis/question.ts';
import { convexFusion } from '../fusion/convex-fusion.ts';
import type { FusedHit, RankedLists } from '../fusion/fused-hit.ts';
import { reciprocalRankFusion } from '../fusion/reciprocal-rank-fusion.ts';
import { compileQuestion } from '../rerank/compiled-question.ts';
import { type ScoreWeights, scorePassages, totalScore } from '../rerank/score-passages.ts';
import { asOfFilter } from './as-of.ts';
import { lanceFilter } from './filter.ts';
import type { LanceIndex } from './passage-index.ts';
import type { TableHit } from './search.ts';
import type { HitRow } from './stored-row.ts';

export interface HybridSearchOptions {
  readonly index: LanceIndex;
  readonly questions: QuestionAnalyser;
  readonly context: RequestContext;
  readonly filter?: Filter | undefined;
  readonly k: number;
  /** Hits each half brings. */
  readonly candidates: number;
  readonly fusion: 'convex' | 'rrf';
  readonly fusionWeights: Readonly<Record<string, number>>;
  /** Weights of the second scoring, or false for the fused order. */
  readonly rescore: ScoreWeights | false;
  readonly signal?: AbortSignal | undefined;
}

/** With fewer hits of the right company and year than this, other years of the company are searched too. */
const FEW_HITS = 20;
const MAX_ATTEMPTS = 3;

/**
 * One search: BM25 for the question's words, BM25 for line items in all their wordings within the company and time the
 * question names, and vectors; fused by id, scored again, and the best read. The access filter is part of each query,
 * and what comes out is checked again.
 */
export async function hybridSearch(question: string, options: HybridSearchOptions): Promise<Passage[]> {
  const { context, filter, signal } = options;
  signal?.throwIfAborted();
  const conditions = [accessFilter(context.principal), ...(filter === undefined ? [] : [filter])];
  if (context.asOf !== undefined) conditions.push(asOfFilter(context.asOf));
  const where = lanceFilter({ op: 'and', filters: conditions });

  const asked = await understand(question, options);
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted();
    const found = await searchOnce(question, asked, where, options);
    if (found.isWhole || attempt === MAX_ATTEMPTS) return found.passages;
  }
}

/** A search whose rows a writer moved meanwhile is not whole. */
async function searchOnce(
  question: string,
  asked: Asked,
  where: string,
  options: HybridSearchOptions,
): Promise<{ passages: Passage[]; isWhole: boolean }> {
  const { index, context, k, candidates, rescore, signal } = options;
  const halves = await searchHalves(question, asked, where, options);
  signal?.throwIfAborted();
  const fused = fuse(halves, options).slice(0, rescore === false ? k : candidates);
  const rows = await index.search.rows(fused.map(({ id }) => id));
  signal?.throwIfAborted();
  const read = fused.flatMap((hit): ReadHit[] => {
    const row = rows.get(hit.id);
    return row === undefined ? [] : [{ row, score: hit.score, scores: partScores(hit, options) }];
  });
  const ranked = rescore === false ? read : rescored(read, asked, { weights: rescore, analyser: index.analyser });
  const passages = ranked.slice(0, k).flatMap(({ row, score, scores }) => {
    const passage = row.passage();
    // The query has refused all else already; this holds when the query or the index is wrong.
    if (!canRead(context.principal, passage.metadata)) return [];
    return [{ ...passage, metadata: { ...passage.metadata, score, scores } }];
  });
  return { passages, isWhole: rows.size === fused.length };
}

interface Asked {
  readonly analysis: QuestionAnalysis;
  readonly facts: QuestionFacts;
}

async function understand(question: string, { index, questions }: HybridSearchOptions): Promise<Asked> {
  const subjects = (await index.subjects()).find(question);
  const names = new Set([...subjects.words].map(index.analyser.stem));
  return {
    analysis: questions.analyse(question, names),
    facts: { subjects: subjects.keys, periods: questionPeriods(question) },
  };
}

type Halves = Readonly<Record<'bm25' | 'focused' | 'vector', readonly TableHit[]>>;

async function searchHalves(
  question: string,
  { analysis, facts }: Asked,
  where: string,
  { index, candidates }: HybridSearchOptions,
): Promise<Halves> {
  const { search } = index;
  const terms = analysis.searchTerms.join(' ');
  const narrow = hintFilter(facts, true);
  const [bm25, focused, vector] = await Promise.all([
    search.text(terms, { where, limit: narrow === undefined ? candidates : Math.ceil(candidates / 2) }),
    narrow === undefined ? [] : searchFocused(narrow),
    search.vector(question, { where, limit: Math.ceil(candidates / 2) }),
  ]);
  return { bm25, focused, vector };

  async function searchFocused(hint: Filter): Promise<TableHit[]> {
    const hits = await search.text(terms, { where: `${where} AND ${lanceFilter(hint)}`, limit: candidates });
    const wider = hintFilter(facts, false);
    if (hits.length >= FEW_HITS || wider === undefined) return hits;
    return [...hits, ...(await search.text(terms, { where: `${where} AND ${lanceFilter(wider)}`, limit: candidates }))];
  }
}

/** Company and time of the question as a condition; nothing when it names no company and no day, month or quarter. */
function hintFilter({ subjects, periods }: QuestionFacts, withTime: boolean): Filter | undefined {
  const filters: Filter[] = [];
  if (subjects.length > 0) filters.push({ op: 'in', field: 'subjects', values: [...subjects] });
  if (withTime) {
    const years = subjects.length > 0 ? periods.years.map(String) : [];
    const keys = periods.exact.length > 0 ? [...periods.exact] : years;
    if (keys.length > 0) filters.push({ op: 'in', field: 'periods', values: keys });
  }
  return filters.length === 0 ? undefined : { op: 'and', filters };
}

interface ReadHit {
  readonly row: HitRow;
  readonly score: number;
  readonly scores: Record<string, number>;
}

/** The hits by how they hold the question; what was measured goes into their scores. */
function rescored(
  hits: readonly ReadHit[],
  { analysis, facts }: Asked,
  { weights, analyser }: { weights: ScoreWeights; analyser: Analyser },
): ReadHit[] {
  const top = hits[0]?.score || 1;
  const read = hits.map(({ row, score }) => ({
    terms: row.terms,
    first: score / top,
    subject: subjectMatch(facts, row.facts),
    period: periodMatch(facts, row.facts),
  }));
  const components = scorePassages(read, compileQuestion(analysis, analyser));
  const ranked = hits.flatMap(({ row, scores }, place) => {
    const parts = components[place];
    return parts === undefined ? [] : [{ row, score: totalScore(parts, weights), scores: { ...scores, ...parts } }];
  });
  // Equal scores keep the order of the first stage.
  return ranked.sort((left, right) => right.score - left.score);
}

function fuse(lists: RankedLists, { fusion, fusionWeights }: HybridSearchOptions): FusedHit[] {
  if (fusion === 'rrf') return reciprocalRankFusion(lists, { weights: fusionWeights });
  return convexFusion(lists, { weights: fusionWeights, minimum: { bm25: 0, focused: 0 } });
}

/** `bm25` and `bm25Rank`, `vector` and `vectorRank`, …, and the fused score under the name of the fusion. */
function partScores({ parts, score }: FusedHit, { fusion }: HybridSearchOptions): Record<string, number> {
  const named = Object.entries(parts).flatMap(([name, part]) => [
    [name, part.score],
    [`${name}Rank`, part.rank],
  ]);
  return { ...(Object.fromEntries(named) as Record<string, number>), [fusion]: score };
}
