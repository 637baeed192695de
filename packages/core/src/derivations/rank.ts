import shipped from '../../data/derivation-ranker.json' with { type: 'json' };
import { type Candidate, candidateOf } from './candidate.ts';
import { enumerateDerivations, NARROW } from './enumerate.ts';
import { ASK_FEATURES } from './features/setting.ts';
import { createFeatureReader, DERIVATION_FEATURES } from './features.ts';
import type { Problem } from './problem.ts';
import { type RankerWeights, readRankerWeights } from './ranker-weights.ts';

export interface DerivationRankerOptions {
  /** Weights of a training of your own (`npm run train -- derivation-ranker`). Default: those shipped. */
  readonly weights?: unknown;
}

/** A derivation with how likely it is what the question asks for. */
export interface RankedDerivation extends Candidate {
  /** Only compared with scores of the same problem. */
  readonly score: number;
  /** Share of the softmax, 0 to 1: all derivations that yield the same number share theirs. */
  readonly probability: number;
}

export interface RankedDerivations {
  /** Best first. */
  readonly candidates: readonly RankedDerivation[];
  /** The probability that none of them is asked for. */
  readonly none: number;
}

/** Scores the derivations of one problem; what depends on the problem alone is read once. */
export interface DerivationScorer {
  /** The score; with `features`, also writes what it was computed from (`DERIVATION_FEATURES.length` places). */
  score(candidate: Candidate, features?: Float64Array): number;
  /** The score of "none of them". */
  readonly none: number;
}

export interface DerivationRanker {
  /** Changes with every training; for the audit record. */
  readonly identity: string;
  /** The likely derivations of a problem, best first. `limit` is how many are returned, default all. */
  rank(problem: Problem, options?: { readonly limit?: number }): RankedDerivations;
  scorer(problem: Problem): DerivationScorer;
}

const ASKED = ASK_FEATURES.length;
/** Two derivations say the same when their numbers differ by less than this part. */
const SAME = 2e-4;

/**
 * Says which number a question asks for, and how it is come to: a log-linear model over what the words, periods, places
 * and units of the operands have to do with the question and the turns before it, with "none" as one of the outcomes. How
 * it was trained and measured: docs/models/derivation-ranker.md.
 *
 * @throws ZodError when `weights` have another layout
 *
 * @example
 * const problem = poseProblem(readGrounds(sources), 'What was the change in revenue from 2022 to 2023?');
 * const [best] = createDerivationRanker().rank(problem, { limit: 1 }).candidates;
 */
export function createDerivationRanker({ weights = shipped }: DerivationRankerOptions = {}): DerivationRanker {
  const read = readRankerWeights(weights);
  const scorer = (problem: Problem): DerivationScorer => createScorer(problem, read);
  return {
    identity: read.identity,
    scorer,
    rank: (problem, { limit = Number.POSITIVE_INFINITY } = {}) => rankWith(scorer(problem), problem, limit),
  };
}

function createScorer(problem: Problem, weights: RankerWeights): DerivationScorer {
  const read = createFeatureReader(problem);
  const scratch = new Float64Array(DERIVATION_FEATURES.length);
  // What the question alone adds is the same for all derivations that are scored with the same weights.
  const askScores = new Map<Float64Array, number>();
  return {
    none: weights.none,
    score(candidate, features = scratch) {
      read(candidate, features);
      const row = weights.of(candidate.operation, candidate.shape);
      let sum = askScores.get(row);
      if (sum === undefined) {
        sum = 0;
        for (let index = 0; index < ASKED; index++) sum += (row[index] ?? 0) * (features[index] ?? 0);
        askScores.set(row, sum);
      }
      for (let index = ASKED; index < row.length; index++) sum += (row[index] ?? 0) * (features[index] ?? 0);
      return sum;
    },
  };
}

function rankWith(scorer: DerivationScorer, problem: Problem, limit: number): RankedDerivations {
  const scored: { candidate: Candidate; score: number }[] = [];
  enumerateDerivations(problem, NARROW, (...found) => {
    const candidate = candidateOf(...found);
    scored.push({ candidate, score: scorer.score(candidate) });
  });
  const highest = scored.reduce((most, { score }) => Math.max(most, score), scorer.none);
  const share = scored.map(({ score }) => Math.exp(score - highest));
  const none = Math.exp(scorer.none - highest);
  const all = share.reduce((sum, one) => sum + one, none);
  const pooled = poolEqual(
    scored.map(({ candidate }) => candidate.value),
    share,
  );
  const candidates = scored
    .map(({ candidate, score }, index) => ({ ...candidate, score, probability: (pooled[index] ?? 0) / all, index }))
    .sort((left, right) => right.score - left.score || left.index - right.index)
    .slice(0, limit)
    .map(({ index: _, ...ranked }) => ranked);
  return { candidates, none: none / all };
}

/** Gives each value the sum of the shares of all that are the same number: neighbours in order of size. */
function poolEqual(values: readonly number[], shares: readonly number[]): Float64Array {
  const order = Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const pooled = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    const first = values[order[from] ?? 0] ?? 0;
    let to = from;
    let sum = 0;
    while (to < order.length && Math.abs((values[order[to] ?? 0] ?? 0) - first) <= 1e-9 + SAME * Math.abs(first)) {
      sum += shares[order[to++] ?? 0] ?? 0;
    }
    for (const place of order.slice(from, to)) pooled[place] = sum;
    from = to;
  }
  return pooled;
}
