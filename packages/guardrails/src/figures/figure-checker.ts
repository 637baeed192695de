import { answerFigures, type CheckedFigure, type Figure, segmentSentences } from '@plumbline/core';
import {
  type Ask,
  createDerivationRanker,
  DERIVATION_FEATURES,
  type DerivationRanker,
  describeDerivation,
  type Grounds,
  poseProblem,
  readAsk,
  readGrounds,
  type Source,
  type StatedNumber,
  statedNumber,
  type Turn,
} from '@plumbline/core/derivations';
import shipped from '../../data/figure-checker.json' with { type: 'json' };
import { askOfSentence, countsDown, narrowed } from './asks.ts';
import { type BoostedTrees, readBoostedTrees } from './boosted-trees.ts';
import { FIGURE_FEATURES, figureFeatures } from './figure-features.ts';
import { type NameSource, refusalOf } from './refusal.ts';
import { findMatches, type Match, readStanding, type Standing } from './standing.ts';

export interface FigureCheckerOptions {
  /** Trees of a training of your own (`npm run train -- figure-checker`). Default: those shipped. */
  readonly weights?: unknown;
  /** The ranker that the trees were trained with. Default: the one shipped. */
  readonly ranker?: DerivationRanker;
}

/** A text whose figures are to be checked. */
export interface FigureCheck {
  readonly question: string;
  /** The turns before the question, oldest first. Default: none. */
  readonly history?: readonly Turn[];
  readonly text: string;
  /** What the figures must rest on. */
  readonly sources: readonly Source[] | Grounds;
  /** How a source is named in words. Default: its id. */
  readonly nameSource?: NameSource;
}

export interface FigureChecker {
  /** Changes with every training; for the audit record. */
  readonly identity: string;
  /**
   * Says of every figure of the text whether it stands in the sources for what the question or its own sentence asks
   * (`found`), is derived from such figures by a named operation (`derived`), or neither (`unverified`), and in words
   * from what, or why not. Never throws for what the sources or the text hold.
   */
  check(input: FigureCheck): CheckedFigure[];
}

/**
 * Checks figures by deriving them. What no derivation yields, within 0.01 % or the rounding shown, is refused; of what one
 * yields, boosted trees tell the figure that was asked for from a chance match, another period, row, scale or sign. Pure
 * and synchronous. How it was trained and measured: docs/models/figure-checker.md.
 *
 * @throws ZodError when `weights` have another layout
 *
 * @example
 * const checker = createFigureChecker();
 * const [checked] = checker.check({ question: 'How much did revenue grow?', text: 'It grew by 4.2 %.', sources });
 * checked.how; // 'derived: 4.2 % = (52.1 − 50.0) / 50.0, Revenue, 2023 over 2022, passage 3'
 */
export function createFigureChecker({ weights = shipped, ranker }: FigureCheckerOptions = {}): FigureChecker {
  const judge = { trees: readBoostedTrees(weights, FIGURE_FEATURES), ranker: ranker ?? createDerivationRanker() };
  return {
    identity: `${judge.trees.identity} ${judge.ranker.identity}`,
    check: (input) => checkText(judge, input),
  };
}

interface Judge {
  readonly trees: BoostedTrees;
  readonly ranker: DerivationRanker;
}

interface StatedFigure {
  readonly figure: Figure;
  readonly stated: StatedNumber;
  /** The number with the other sign: what it means, when the words say that it is counted downwards. */
  readonly opposite: StatedNumber;
  readonly countsDown: boolean;
}

/** A figure under one ask. */
interface Finding {
  readonly standing: Standing;
  readonly matches: readonly Match[];
  readonly opposite: readonly Match[];
  /** The derivation it counts as, with its probability; missing when nothing yields the number. */
  readonly best: Match | undefined;
  readonly probability: number;
}

function checkText(judge: Judge, input: FigureCheck): CheckedFigure[] {
  const sentences = segmentSentences(input.text).flatMap(({ text, start }) => {
    const figures = answerFigures(text, 0);
    return figures.length === 0 ? [] : [{ text, start, figures }];
  });
  if (sentences.length === 0) return [];
  const grounds = 'lines' in input.sources ? input.sources : readGrounds(input.sources);
  const standingOf = createStandings(judge, grounds, input.history ?? []);
  const asked = readAsk(input.question);
  return sentences.flatMap(({ text, start, figures }) => {
    const own = askOfSentence(text, figures, grounds);
    const stated = figures.map((figure) => readStated(text, figure));
    const found = new Map<StatedFigure, Finding[]>(stated.map((one) => [one, []]));
    for (const { ask, about } of asksFor(asked, own, stated)) {
      for (const [one, finding] of findUnder(judge, standingOf(ask), about)) found.get(one)?.push(finding);
    }
    return stated.map((one) => {
      const span = { start: one.figure.span.start + start, end: one.figure.span.end + start };
      return conclude(judge, { ...one, figure: { ...one.figure, span } }, found.get(one) ?? [], input.nameSource);
    });
  });
}

function readStated(sentence: string, figure: Figure): StatedFigure {
  const stated = statedNumber(figure);
  return { figure, stated, opposite: { ...stated, value: -stated.value }, countsDown: countsDown(sentence, figure) };
}

/** The asks that the figures of a sentence may answer to: the question, and what the sentence itself names. */
function asksFor(
  asked: Ask,
  own: Ask | undefined,
  stated: readonly StatedFigure[],
): { ask: Ask; about: StatedFigure[] }[] {
  const asks = [{ ask: asked, about: [...stated] }];
  if (own === undefined) return asks;
  const byPeriods = new Map<string, { ask: Ask; about: StatedFigure[] }>();
  for (const one of stated) {
    const ask = narrowed(own, one.figure);
    const key = JSON.stringify(ask.periods);
    const group = byPeriods.get(key) ?? { ask, about: [] };
    group.about.push(one);
    byPeriods.set(key, group);
  }
  return [...asks, ...byPeriods.values()];
}

function createStandings({ ranker }: Judge, grounds: Grounds, history: readonly Turn[]): (ask: Ask) => Standing {
  const known = new Map<string, Standing>();
  return (ask) => {
    const key = `${ask.text}\n${JSON.stringify(ask.periods)}`;
    let standing = known.get(key);
    if (standing === undefined) {
      const problem = poseProblem(grounds, ask, history);
      standing = readStanding(problem, ranker.scorer(problem));
      known.set(key, standing);
    }
    return standing;
  };
}

function findUnder({ trees }: Judge, standing: Standing, figures: readonly StatedFigure[]): [StatedFigure, Finding][] {
  const numbers = figures.flatMap(({ stated, opposite }) => [stated, opposite]);
  const matches = findMatches(standing, numbers, DERIVATION_FEATURES.length);
  return figures.map((one, index) => {
    const own = matches[2 * index] ?? [];
    const opposite = matches[2 * index + 1] ?? [];
    const judged = (stated: StatedNumber, of: readonly Match[]): number => {
      const features = figureFeatures(standing, stated, of);
      return features === undefined ? 0 : trees.probability(features);
    };
    const straight = judged(one.stated, own);
    const turned = one.countsDown ? judged(one.opposite, opposite) : 0;
    const best = turned > straight ? opposite[0] : own[0];
    return [one, { standing, matches: own, opposite, best, probability: Math.max(straight, turned) }];
  });
}

function conclude(
  { trees }: Judge,
  { figure, stated }: StatedFigure,
  findings: readonly Finding[],
  nameSource: NameSource = (id) => id,
): CheckedFigure {
  const [likeliest] = [...findings].sort((left, right) => right.probability - left.probability);
  if (likeliest === undefined) return { figure, status: 'unverified', how: 'was not checked' };
  const { standing, best, probability, matches, opposite } = likeliest;
  if (best === undefined || probability < trees.threshold) {
    return { figure, status: 'unverified', how: refusalOf({ standing, stated, matches, opposite, nameSource }) };
  }
  const { problem } = standing;
  const described = describeDerivation(problem, best.candidate, { stated: figure.text.trim(), nameSource });
  const { operation } = best.candidate;
  if (operation === 'value' || operation === 'negated' || operation === 'rescaled') {
    return { figure, status: 'found', how: `stands in the sources: ${described}` };
  }
  return { figure, status: 'derived', how: `derived: ${described}` };
}
