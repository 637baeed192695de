import { accessFilter, canRead, type Filter, type Finding, type Passage, type RequestContext } from '@plumbline/core';
import { questionPeriods } from '../analysis/period-keys.ts';
import { type FusionChoice, fuseLists } from '../fusion/fuse-lists.ts';
import type { RankedLists } from '../fusion/fused-hit.ts';
import { asOfFilter } from '../lancedb/as-of.ts';
import type { Ask, SearchAnswer } from './ask.ts';
import { openSearchFilter } from './filter.ts';
import type { OpenSearchIndex } from './passage-index.ts';
import { passageOf } from './rows.ts';
import { type Asked, halfBodies, hybridBody, TEXT, VECTOR } from './search-bodies.ts';

export interface HybridSearchOptions {
  readonly index: OpenSearchIndex;
  readonly ask: Ask;
  readonly context: RequestContext;
  readonly filter: Filter | undefined;
  readonly k: number;
  readonly candidates: number;
  readonly fusion: FusionChoice;
  readonly fuseAt: 'server' | 'client';
  readonly synonymWeight: number;
  readonly periodWeight: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

export interface HybridSearchResult {
  readonly documents: Passage[];
  readonly findings: Finding[];
}

/** More words than these are not searched: OpenSearch takes 1,024 clauses, and synonyms add to them. */
const MAX_WORDS = 200;

/** One search by words and by vector; what comes out is checked for access again. */
export async function hybridSearch(question: string, options: HybridSearchOptions): Promise<HybridSearchResult> {
  const { index, context, filter } = options;
  const conditions = [accessFilter(context.principal), ...(filter === undefined ? [] : [filter])];
  if (context.asOf !== undefined) conditions.push(asOfFilter(context.asOf));
  const { text, isCut } = firstWords(question);
  const asked: Asked = {
    ...options,
    text: text === '' ? undefined : text,
    periods: periodsOf(question),
    filter: openSearchFilter({ op: 'and', filters: conditions }, index.fields),
    vector: await index.embedQuestion(question),
  };
  options.signal?.throwIfAborted();
  const { answers, ranked } = await search(asked, options);
  const documents = readable(ranked, options);
  return {
    documents,
    findings: [...(isCut ? [CUT] : []), ...answers.flatMap((answer) => gapsOf(answer, index.alias))],
  };
}

/** The finest the question names: a day says more than its year. */
function periodsOf(question: string): string[] {
  const { exact, years } = questionPeriods(question);
  return exact.length > 0 ? [...exact] : years.map(String);
}

/** The best, read one after the other: most of what the halves brought need not be. */
function readable(ranked: readonly RankedHit[], { context, k }: HybridSearchOptions): Passage[] {
  const passages: Passage[] = [];
  for (const { raw, score, scores } of ranked) {
    if (passages.length >= k) break;
    const passage = passageOf(raw);
    // The query has refused all else already; this holds when the query or the index is wrong.
    if (!canRead(context.principal, passage.metadata)) continue;
    passages.push({ ...passage, metadata: { ...passage.metadata, score, scores } });
  }
  return passages;
}

interface RankedHit {
  readonly raw: unknown;
  readonly score: number;
  readonly scores: Record<string, number>;
}

interface Searched {
  readonly answers: readonly SearchAnswer[];
  readonly ranked: readonly RankedHit[];
}

/** A half alone has nothing to be fused with, and is fused here, so that its scores are on the same scale. */
async function search(asked: Asked, options: HybridSearchOptions): Promise<Searched> {
  const { fuseAt, fusion, ask, signal, timeoutMs } = options;
  const halves = halfBodies(asked);
  if (fuseAt === 'server' && halves.length === 2) {
    const answers = await ask([hybridBody(asked, fusion)], { signal, timeoutMs });
    return { answers, ranked: answers.flatMap((answer) => serverRanking(answer, options)) };
  }
  const answers = await ask(
    halves.map(({ body }) => body),
    { signal, timeoutMs },
  );
  return {
    answers,
    ranked: clientRanking(
      halves.map(({ name }) => name),
      answers,
      options,
    ),
  };
}

function clientRanking(
  names: readonly string[],
  answers: readonly SearchAnswer[],
  { fusion, index }: HybridSearchOptions,
): RankedHit[] {
  const raw = new Map(answers.flatMap(({ hits }) => hits.map((hit) => [hit.id, hit.raw])));
  const lists: RankedLists = Object.fromEntries(
    names.map((name, place) => [
      name,
      (answers[place]?.hits ?? []).map(({ id, score }) => ({ id, score: partScore(name, score, index) })),
    ]),
  );
  return fuseLists(lists, fusion).map(({ id, score, parts }) => {
    const named = Object.entries(parts).flatMap(([name, part]) => [
      [name, part.score],
      [`${name}Rank`, part.rank],
    ]);
    return { raw: raw.get(id), score, scores: { ...Object.fromEntries(named), [fusion.method]: score } };
  });
}

/** The cluster tells the fused score and the score of each half; ranks are counted from these. */
function serverRanking({ hits }: SearchAnswer, { fusion, candidates, index }: HybridSearchOptions): RankedHit[] {
  const ranks = new Map([TEXT, VECTOR].map((name) => [name, ranksBy(name)] as const));
  return hits.map(({ id, raw, score, named }) => {
    const scores: Record<string, number> = { [fusion.method]: score };
    for (const [name, ranked] of ranks) {
      const rank = ranked.get(id);
      const own = named[name];
      if (rank === undefined || own === undefined || rank > candidates) continue;
      scores[name] = partScore(name, own, index);
      scores[`${name}Rank`] = rank;
    }
    return { raw, score, scores };
  });

  function ranksBy(name: string): Map<string, number> {
    const having = hits.filter(({ named }) => (named[name] ?? 0) > 0);
    having.sort((left, right) => (right.named[name] ?? 0) - (left.named[name] ?? 0));
    return new Map(having.map(({ id }, place) => [id, place + 1]));
  }
}

/** A cosine for vectors, whatever the engine makes of it. */
function partScore(name: string, score: number, { cosineOf }: OpenSearchIndex): number {
  return name === VECTOR ? cosineOf(score) : score;
}

function firstWords(question: string): { text: string; isCut: boolean } {
  const words = question
    .toWellFormed()
    .split(/\s+/)
    .filter((word) => word !== '');
  const distinct = new Set<string>();
  const kept = words.filter((word) => distinct.has(word) || (distinct.size < MAX_WORDS && distinct.add(word)));
  return { text: [...new Set(kept)].join(' '), isCut: kept.length < words.length };
}

const CUT: Finding = {
  validator: 'opensearch',
  severity: 'info',
  action: 'allow',
  message: `The question is long: its first ${MAX_WORDS} different words were searched.`,
};

/** What a search did not see, in words. */
function gapsOf({ shards, timedOut }: SearchAnswer, alias: string): Finding[] {
  const gaps: string[] = [];
  if (shards.failed > 0) gaps.push(`${shards.failed} of ${shards.total} shards of "${alias}" did not answer`);
  if (timedOut) gaps.push(`"${alias}" stopped at its time limit`);
  return gaps.map((gap) => ({
    validator: 'opensearch',
    severity: 'warn',
    action: 'allow',
    message: `${gap}; passages may be missing.`,
  }));
}
