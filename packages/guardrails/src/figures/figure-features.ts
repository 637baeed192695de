import {
  type Candidate,
  DERIVATION_FEATURES,
  isFraction,
  OPERATIONS,
  SHAPES,
  STATEMENTS,
  type StatedNumber,
} from '@plumbline/core/derivations';
import type { Match, Standing } from './standing.ts';

const SCORES = [
  'best',
  'second',
  'all',
  'matches',
  'rival',
  'margin',
  'better',
  'opposite',
  'share',
  'shareOfBest',
  'rivals',
  'bestOverNone',
  'betterValues',
  'rivalOperation',
  'rivalOperands',
  'rivalSign',
  'rivalSize',
];
const RELATIONS = ['unsaid', 'added', 'left out', 'same', 'larger', 'smaller'] as const;
const STATED = ['percent', 'decimals', 'scaleWord', 'digits', 'negative'];

/** What the figure model knows of a stated number; the order is part of the model. */
export const FIGURE_FEATURES: readonly string[] = [
  ...SCORES,
  ...STATED,
  ...RELATIONS.map((name) => `scale:${name}`),
  ...RELATIONS.map((name) => `textScale:${name}`),
  ...STATEMENTS.map((name) => `statement:${name}`),
  ...OPERATIONS.map((name) => `operation:${name}`),
  ...SHAPES.map((name) => `shape:${name}`),
  ...DERIVATION_FEATURES,
];

/** Score of what is not there. */
const NOTHING = -20;
const SAME = 2e-4;
const RIVALS = 5;
const MOST_VALUES = 30;

/** The features of a stated number whose derivations are `matches`, best first; undefined when there are none. */
export function figureFeatures(
  standing: Standing,
  stated: StatedNumber,
  matches: readonly Match[],
): Float64Array | undefined {
  const [best, second] = matches;
  if (best === undefined) return undefined;
  const { candidate, score, statement, features } = best;
  const out = new Float64Array(FIGURE_FEATURES.length);
  const against = rivalsOf(standing, candidate.value, score);
  const all = logSum(matches.map((match) => match.score));
  const whole = logSum([all, against.all, standing.scorer.none]);
  const written = [
    score,
    second?.score ?? NOTHING,
    all,
    matches.length,
    against.first,
    score - against.first,
    against.better,
    against.opposite,
    all - whole,
    score - whole,
    against.mean,
    score - standing.scorer.none,
    against.betterValues,
    ...besideRival(candidate, against.likeliest),
    Number(stated.unit === 'percent'),
    stated.decimals,
    Math.log10(stated.scale),
    digitsOf(stated),
    Number(stated.value < 0),
    ...oneOf(RELATIONS, relationTo(stated, ownScale(standing, best))),
    ...oneOf(RELATIONS, relationTo(stated, ownScale(standing, best) ?? textScale(standing, best))),
    ...oneOf(STATEMENTS, statement),
    ...oneOf(OPERATIONS, candidate.operation),
    ...oneOf(SHAPES, candidate.shape),
  ];
  out.set(written, 0);
  out.set(features.subarray(0, DERIVATION_FEATURES.length), written.length);
  return out;
}

interface Rivals {
  readonly first: number;
  /** Mean of the first few. */
  readonly mean: number;
  /** How many are likelier. */
  readonly better: number;
  /** The likeliest of the same size with the other sign. */
  readonly opposite: number;
  readonly all: number;
  /** How many different numbers are likelier. */
  readonly betterValues: number;
  readonly likeliest: Candidate | undefined;
}

/** The likely derivations that yield another number than `value`. */
function rivalsOf({ likely }: Standing, value: number, score: number): Rivals {
  let first = NOTHING;
  let opposite = NOTHING;
  let better = 0;
  let counted = 0;
  let sum = 0;
  let weight = 0;
  let likeliest: Candidate | undefined;
  const values: number[] = [];
  for (const rival of likely()) {
    const other = rival.candidate.value;
    if (isSame(other, value)) continue;
    if (counted === 0) {
      first = rival.score;
      likeliest = rival.candidate;
    }
    if (counted < RIVALS) {
      counted += 1;
      sum += rival.score;
    }
    if (rival.score > score) {
      better += 1;
      if (values.length < MOST_VALUES && !values.some((known) => isSame(known, other))) values.push(other);
    }
    if (opposite === NOTHING && isSame(other, -value)) opposite = Math.max(opposite, rival.score);
    weight += rival.weight;
  }
  const all = Math.max(NOTHING, Math.log(weight));
  return {
    first,
    mean: counted === 0 ? NOTHING : sum / counted,
    better,
    opposite,
    all,
    betterValues: values.length,
    likeliest,
  };
}

/** What the likeliest other number has in common with the stated one. */
function besideRival(own: Candidate, rival: Candidate | undefined): number[] {
  if (rival === undefined) return [0, 0, 0, 0];
  const shared = rival.operands.filter((index) => own.operands.includes(index)).length;
  const size = Math.log10(Math.abs(rival.value) + 1e-9) - Math.log10(Math.abs(own.value) + 1e-9);
  return [
    Number(rival.operation === own.operation),
    shared / Math.max(rival.operands.length, own.operands.length),
    Math.sign(rival.value * own.value),
    Math.max(-4, Math.min(4, size)),
  ];
}

function isSame(left: number, right: number): boolean {
  return Math.abs(left - right) <= 1e-9 + SAME * Math.abs(right);
}

function logSum(scores: readonly number[]): number {
  const highest = scores.reduce((most, score) => Math.max(most, score), NOTHING);
  return highest + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - highest), 0) || Number.MIN_VALUE);
}

/** The scale in which the sources give the number, as far as they say. */
export function ownScale(
  { problem }: Pick<Standing, 'problem'>,
  { candidate: { operation, operands } }: Pick<Match, 'candidate'>,
): number | undefined {
  if (isFraction(operation)) return 1;
  const placed = operands.map((index) => problem.operands[index]).find((operand) => (operand?.line ?? -1) >= 0);
  if (placed?.measure.unit === 'percent') return 1;
  return operation === 'rescaled' ? undefined : placed?.measure.scale;
}

function textScale({ problem }: Standing, { candidate }: Match): number | undefined {
  return isFraction(candidate.operation) ? 1 : problem.grounds.statedScale;
}

/** How the scale that the statement names lies to the one of the sources. */
export function relationTo(stated: StatedNumber, scale: number | undefined): (typeof RELATIONS)[number] {
  if (stated.scale === 1) return scale === undefined || scale === 1 ? 'unsaid' : 'left out';
  if (scale === undefined) return 'added';
  if (scale === stated.scale) return 'same';
  return stated.scale > scale ? 'larger' : 'smaller';
}

function oneOf<Name extends string>(names: readonly Name[], name: Name): number[] {
  return names.map((one) => Number(one === name));
}

function digitsOf({ value, decimals }: StatedNumber): number {
  return Math.abs(value).toFixed(Math.min(decimals, 12)).replace('.', '').replace(/^0+/, '').length;
}
