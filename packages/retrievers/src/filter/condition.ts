/**
 * A condition as a service can take it: leaves of its own form, joined. There is no `not`: negations are pushed into the
 * leaves before. `all` matches everything, `none` nothing.
 */
export type Condition<Leaf> =
  | { readonly op: 'all' }
  | { readonly op: 'none' }
  | { readonly op: 'leaf'; readonly leaf: Leaf }
  | { readonly op: 'and' | 'or'; readonly parts: readonly Condition<Leaf>[] };

/**
 * A condition that matches at least what a filter does. What it matches beyond (when it is not `exact`) is for a check
 * in memory to take out.
 */
export interface Superset<Leaf> {
  readonly condition: Condition<Leaf>;
  readonly exact: boolean;
}

/** Everything: what stands for a filter that a service has no words for. */
export const UNKNOWN: Superset<never> = { condition: { op: 'all' }, exact: false };
/** Nothing, and surely so. */
export const NOTHING: Superset<never> = { condition: { op: 'none' }, exact: true };

export function leafOf<Leaf>(leaf: Leaf, exact = true): Superset<Leaf> {
  return { condition: { op: 'leaf', leaf }, exact };
}

/** Joins conditions: lists within lists of the same kind become one, and what decides or adds nothing goes. */
export function join<Leaf>(op: 'and' | 'or', parts: readonly Condition<Leaf>[]): Condition<Leaf> {
  const [neutral, final] = op === 'and' ? (['all', 'none'] as const) : (['none', 'all'] as const);
  const flat = parts.flatMap((part) => (part.op === op ? part.parts : [part]));
  if (flat.some((part) => part.op === final)) return op === 'and' ? { op: 'none' } : { op: 'all' };
  const kept = flat.filter((part) => part.op !== neutral);
  const [only] = kept;
  if (only === undefined) return op === 'and' ? { op: 'all' } : { op: 'none' };
  return kept.length === 1 ? only : { op, parts: kept };
}

export function joinSupersets<Leaf>(op: 'and' | 'or', parts: readonly Superset<Leaf>[]): Superset<Leaf> {
  const condition = join(
    op,
    parts.map((part) => part.condition),
  );
  return { condition, exact: parts.every(({ exact }) => exact) };
}
