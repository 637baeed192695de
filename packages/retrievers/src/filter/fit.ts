import { type Condition, join, type Superset } from './condition.ts';

/** How large a condition a service takes. */
export interface Limits<Leaf> {
  /** Lists within each other: 1 is a flat list. */
  readonly depth: number;
  /** Entries of one list. */
  readonly length: number;
  /** Levels a leaf takes up by itself. Default 0. */
  readonly depthOf?: (leaf: Leaf) => number;
}

/**
 * Makes a condition small enough for a service by widening it where it must: an `and` that is too long loses its last
 * parts, an `or` that is too long or too deep becomes `all`. Put what selects most first.
 */
export function fit<Leaf>({ condition, exact }: Superset<Leaf>, limits: Limits<Leaf>): Superset<Leaf> {
  const fitted = fitWithin(condition, limits.depth, limits);
  return { condition: fitted.condition, exact: exact && fitted.exact };
}

const WIDENED = { condition: { op: 'all' }, exact: false } as const;

function fitWithin<Leaf>(condition: Condition<Leaf>, depth: number, limits: Limits<Leaf>): Superset<Leaf> {
  switch (condition.op) {
    case 'all':
    case 'none':
      return { condition, exact: true };
    case 'leaf':
      return (limits.depthOf?.(condition.leaf) ?? 0) <= depth ? { condition, exact: true } : WIDENED;
    case 'and':
      return fitAnd(condition.parts, depth, limits);
    case 'or':
      return fitOr(condition.parts, depth, limits);
  }
}

function fitAnd<Leaf>(parts: readonly Condition<Leaf>[], depth: number, limits: Limits<Leaf>): Superset<Leaf> {
  const fitted = parts.map((part) => fitWithin(part, Math.max(0, depth - 1), limits));
  const kept = fitted.map(({ condition }) => condition).filter(({ op }) => op !== 'all');
  const [first] = kept;
  if (depth < 1)
    return first === undefined ? WIDENED : { condition: first, exact: kept.length === 1 && fitted.length === 1 };
  const packed = pack('and', kept, depth, limits);
  return {
    condition: listOf('and', packed.slice(0, limits.length)),
    exact: packed.length <= limits.length && fitted.every(({ exact }) => exact),
  };
}

function fitOr<Leaf>(parts: readonly Condition<Leaf>[], depth: number, limits: Limits<Leaf>): Superset<Leaf> {
  if (depth < 1) return WIDENED;
  const fitted = parts.map((part) => fitWithin(part, depth - 1, limits));
  const packed = pack(
    'or',
    fitted.map(({ condition }) => condition),
    depth,
    limits,
  );
  if (packed.length > limits.length || packed.some(({ op }) => op === 'all')) return WIDENED;
  return { condition: listOf('or', packed), exact: fitted.every(({ exact }) => exact) };
}

/** Puts leaves into inner lists of the same kind, as far as a list is too long and one more level is free. */
function pack<Leaf>(
  op: 'and' | 'or',
  parts: readonly Condition<Leaf>[],
  depth: number,
  { length, depthOf }: Limits<Leaf>,
): Condition<Leaf>[] {
  if (parts.length <= length || depth < 2) return [...parts];
  const isFlat = (part: Condition<Leaf>) => part.op === 'leaf' && (depthOf?.(part.leaf) ?? 0) === 0;
  const flat = parts.filter(isFlat);
  const deep = parts.filter((part) => !isFlat(part));
  const groups: Condition<Leaf>[] = [];
  for (let start = 0; start < flat.length; start += length) {
    groups.push(listOf(op, flat.slice(start, start + length)));
  }
  return [...groups, ...deep];
}

/** Unlike `join` it leaves inner lists as they are. */
function listOf<Leaf>(op: 'and' | 'or', parts: readonly Condition<Leaf>[]): Condition<Leaf> {
  return parts.length > 1 ? { op, parts } : join(op, parts);
}
