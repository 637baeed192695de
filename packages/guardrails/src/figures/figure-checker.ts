import { type CheckedFigure, type CheckFigures, segmentSentences } from '@plumbline/core';
import {
  createDerivationRanker,
  type DerivationRanker,
  type Grounds,
  readGrounds,
  type Source,
  type Turn,
} from '@plumbline/core/derivations';
import shipped from '../../data/figure-checker.json' with { type: 'json' };
import { readBoostedTrees } from './boosted-trees.ts';
import { checkCited } from './check-cited.ts';
import { FIGURE_FEATURES } from './figure-features.ts';
import { type Judge, judgeStatements } from './judge-statements.ts';
import type { NameSource } from './refusal.ts';
import { statementsOf } from './statement.ts';

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
  /**
   * The same for the research agent: a figure that stands in a passage its sentence cites is found as `checkFigures` of
   * core finds it, every other must be derived from the passages that its sentence cites.
   */
  readonly checkFigures: CheckFigures;
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
 * checked.how; // '4.2 % = (52.1 − 50.0) / 50.0, Revenue, 2023 over 2022, passage 3'
 */
export function createFigureChecker({ weights = shipped, ranker }: FigureCheckerOptions = {}): FigureChecker {
  const judge = { trees: readBoostedTrees(weights, FIGURE_FEATURES), ranker: ranker ?? createDerivationRanker() };
  return {
    identity: `${judge.trees.identity} ${judge.ranker.identity}`,
    check: (input) => checkText(judge, input),
    checkFigures: (input) => checkCited(judge, input),
  };
}

function checkText(judge: Judge, input: FigureCheck): CheckedFigure[] {
  const { question, history = [], text, sources, nameSource = (id: string) => id } = input;
  const statements = segmentSentences(text).flatMap((sentence) => statementsOf(sentence.text, sentence.start));
  if (statements.length === 0) return [];
  const grounds = 'lines' in sources ? sources : readGrounds(sources);
  return judgeStatements(judge, { question, history, grounds, statements, nameSource }).map(({ checked }) => checked);
}
