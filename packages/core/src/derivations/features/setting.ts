import { CUE_NAMES } from '../ask.ts';
import type { Candidate } from '../candidate.ts';
import type { OperandFacts } from '../operand-facts.ts';
import type { Problem } from '../problem.ts';

export const ASK_FEATURES: readonly string[] = [
  'bias',
  'asked0',
  'asked1',
  'asked2',
  'asked3',
  'turn0',
  'turn1',
  'turn2',
  'known',
  ...CUE_NAMES.map((name) => `cue:${name}`),
];

/** Everything that is the same for all derivations of a problem. */
export interface Setting {
  readonly problem: Problem;
  readonly askPart: Float64Array;
  readonly bestScore: number;
  readonly bestNow: number;
  readonly bestBefore: number;
  /** By table: the best match of a column header with the ask. */
  readonly bestColumn: readonly number[];
  readonly latestYear: readonly number[];
  readonly askedCount: number;
  readonly askedBeforeCount: number;
  readonly lastCount: number;
  readonly askedYears: readonly number[];
}

/** A derivation with what is known of its operands; `placed` leaves out earlier answers and constants. */
export interface Parts {
  readonly candidate: Candidate;
  readonly used: readonly OperandFacts[];
  readonly placed: readonly OperandFacts[];
}

export function readSetting(problem: Problem): Setting {
  const { grounds, ask, earlier, now, nowScore, beforeScore, lineScore } = problem;
  let bestScore = 0;
  let bestNow = 0;
  let bestBefore = 0;
  for (const [index, line] of grounds.lines.entries()) {
    if (line.kind !== 'row' || line.operands.length === 0) continue;
    bestScore = Math.max(bestScore, lineScore[index] ?? 0);
    bestNow = Math.max(bestNow, nowScore[index] ?? 0);
    bestBefore = Math.max(bestBefore, beforeScore[index] ?? 0);
  }
  const asked = ask.periods.length;
  const turns = earlier.length;
  const askPart = Float64Array.from([
    1,
    Number(asked === 0),
    Number(asked === 1),
    Number(asked === 2),
    Number(asked > 2),
    Number(turns === 0),
    Number(turns === 1),
    Number(turns > 1),
    now.all === 0 ? 0 : now.known / now.all,
    ...CUE_NAMES.map((_, index) => (ask.cues >> index) & 1),
  ]);
  return {
    problem,
    askPart,
    bestScore,
    bestNow,
    bestBefore,
    bestColumn: now.columnRecall.map((list) =>
      list.reduce((best, recall, index) => (index > 0 ? Math.max(best, recall) : best), 0),
    ),
    latestYear: grounds.columns.map((columns) =>
      columns.reduce(
        (latest, { periods }) => periods.reduce((year, mark) => Math.max(year, mark.year ?? 0), latest),
        0,
      ),
    ),
    askedCount: Math.min(asked, 31),
    askedBeforeCount: Math.min(
      earlier.reduce((count, { periods }) => count + periods.length, 0),
      31,
    ),
    lastCount: earlier.find(({ periods }) => periods.length > 0)?.periods.length ?? 0,
    askedYears: ask.periods.flatMap(({ year }) => (year === undefined ? [] : [year])),
  };
}
