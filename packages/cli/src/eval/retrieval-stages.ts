import { atLeast, type EvalSlice, type GateResult, type Metrics, meanMetrics } from '@plumbline/eval';
import { pairedInterval } from './paired-interval.ts';

/** One question, measured at each stage. */
export interface ScoredStages {
  readonly scope: string;
  readonly reranked: Metrics;
  readonly earlier: Readonly<Record<string, Metrics>>;
}

const METRIC = 'ndcg@10';
const SCOPE = 'global';

/**
 * What each stage adds, over the questions that range over all documents: a slice for each stage, one for each difference
 * with its 95 % interval, and the gates of the two differences.
 */
export function compareStages(scored: readonly ScoredStages[]): {
  slices: Record<string, EvalSlice>;
  gates: GateResult[];
} {
  const global = scored.filter(({ scope }) => scope === SCOPE);
  const [first] = global;
  if (first === undefined || Object.keys(first.earlier).length === 0) return { slices: {}, gates: [] };
  const n = global.length;
  const of = (stage: string): Metrics[] =>
    global.map((one) => (stage === 'reranked' ? one.reranked : (one.earlier[stage] ?? {})));
  const mean = (stage: string): number => meanMetrics(of(stage))[METRIC] ?? Number.NaN;
  const halves = Object.keys(first.earlier).filter((stage) => stage !== 'fused');
  const best = halves.reduce((left, right) => (mean(right) > mean(left) ? right : left));
  const difference = (later: string, earlier: string): EvalSlice => {
    const before = of(earlier);
    const { mean, low, high } = pairedInterval(
      of(later).map((one, at) => (one[METRIC] ?? 0) - (before[at]?.[METRIC] ?? 0)),
    );
    return { n, metrics: { [METRIC]: mean, [`${METRIC} low`]: low, [`${METRIC} high`]: high } };
  };
  const [hybrid, rerank] = [difference('fused', best), difference('reranked', 'fused')];
  return {
    slices: {
      ...Object.fromEntries(
        [...halves, 'fused', 'reranked'].map((stage) => [`${SCOPE}, ${stage}`, { n, metrics: meanMetrics(of(stage)) }]),
      ),
      [`${SCOPE}, fused less ${best}`]: hybrid,
      [`${SCOPE}, reranked less fused`]: rerank,
    },
    gates: [
      atLeast(`${SCOPE} ${METRIC} fused less the better half`, hybrid.metrics[METRIC], 0),
      atLeast(`${SCOPE} ${METRIC} reranked less fused`, rerank.metrics[METRIC], 0.03),
    ],
  };
}
