/** The ways to come to a number, by name. `negated…` is what a sentence says of amounts that a table shows in brackets. */
export const OPERATIONS = [
  'value',
  'negated',
  'rescaled',
  'difference',
  'change',
  'ratio',
  'sumShare',
  'sum',
  'negatedSum',
  'average',
  'negatedAverage',
  'product',
  'percentOf',
] as const;
export type Operation = (typeof OPERATIONS)[number];

/** How the operands lie: one number, along a row, down a column, across, with text, with earlier answers, with a constant. */
export const SHAPES = ['single', 'row', 'column', 'across', 'text', 'history', 'historyOnly', 'constant'] as const;
export type Shape = (typeof SHAPES)[number];

/** A derivation: an operation over operands (indexes into `Problem.operands`) and the number it yields, as printed. */
export interface Candidate {
  readonly operation: Operation;
  readonly shape: Shape;
  readonly operands: readonly number[];
  readonly value: number;
}

/** Gets each derivation without anything being allocated for it; unused operands are -1. */
export type Visit = (
  operation: Operation,
  value: number,
  shape: Shape,
  a: number,
  b: number,
  rest: readonly number[],
) => void;

/** Keeps what `Visit` was called with. */
export function candidateOf(...[operation, value, shape, a, b, rest]: Parameters<Visit>): Candidate {
  const operands = b < 0 ? [a] : rest.length === 0 ? [a, b] : [a, b, ...rest];
  return { operation, shape, operands, value };
}

/** True when the operation yields a fraction, which an answer may state as a percentage. */
export function isFraction(operation: Operation): boolean {
  return operation === 'change' || operation === 'ratio' || operation === 'sumShare';
}
