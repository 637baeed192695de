import {
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
  const rivals: number[] = [];
  let opposite = NOTHING;
  let better = 0;
  for (const likely of standing.likely) {
    const { value } = likely.candidate;
    if (isSame(value, candidate.value)) continue;
    rivals.push(likely.score);
    if (likely.score > score) better += 1;
    if (isSame(value, -candidate.value)) opposite = Math.max(opposite, likely.score);
  }
  rivals.sort((a, b) => b - a);
  const rival = rivals[0] ?? NOTHING;
  const strongest = rivals.slice(0, RIVALS);
  const all = logSum(matches.map((match) => match.score));
  const against = logSum([logSum(rivals), standing.scorer.none]);
  const whole = logSum([all, against]);
  const written = [
    score,
    second?.score ?? NOTHING,
    all,
    matches.length,
    rival,
    score - rival,
    better,
    opposite,
    all - whole,
    score - whole,
    strongest.length === 0 ? NOTHING : strongest.reduce((sum, one) => sum + one, 0) / strongest.length,
    score - standing.scorer.none,
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

function isSame(left: number, right: number): boolean {
  return Math.abs(left - right) <= 1e-9 + SAME * Math.abs(right);
}

function logSum(scores: readonly number[]): number {
  const highest = scores.reduce((most, score) => Math.max(most, score), NOTHING);
  return highest + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - highest), 0) || Number.MIN_VALUE);
}

/** The scale in which the sources give the number, as far as they say. */
export function ownScale({ problem }: Standing, { candidate: { operation, operands } }: Match): number | undefined {
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
