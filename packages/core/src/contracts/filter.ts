import { z } from 'zod';

/** A value a filter compares with. `false`, `0` and `""` are values like any other. */
export const filterValueSchema = z.union([z.string(), z.number(), z.boolean()]);
export type FilterValue = z.infer<typeof filterValueSchema>;

/**
 * A condition on the metadata of a passage.
 * - `eq`: the field equals the value; on a list field, the list holds the value.
 * - `in`: the field is one of the values; on a list field, the list holds any of them. No values: nothing matches.
 * - `range`: the field lies between the bounds (numbers, or strings such as ISO dates in code point order).
 * - `exists`: the field is present: not null, not undefined. An empty string and an empty list are present.
 * - `and` of nothing is true, `or` of nothing is false. `not` is two-valued: a missing field makes the inner condition
 *   false and `not` true.
 */
export type Filter =
  | { op: 'and' | 'or'; filters: Filter[] }
  | { op: 'not'; filter: Filter }
  | { op: 'eq'; field: string; value: FilterValue }
  | { op: 'in'; field: string; values: FilterValue[] }
  | { op: 'range'; field: string; gt?: RangeBound; gte?: RangeBound; lt?: RangeBound; lte?: RangeBound }
  | { op: 'exists'; field: string };

/** A bound of a range. All bounds of one range have the same type. */
export type RangeBound = string | number;

/** How many filters may lie within each other: far above any real filter, far below the end of the stack. */
export const MAX_FILTER_DEPTH = 64;

const fieldSchema = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be a plain metadata key');
const boundSchema = z.exactOptional(z.union([z.string(), z.number()]));

const rangeSchema = z
  .strictObject({
    op: z.literal('range'),
    field: fieldSchema,
    gt: boundSchema,
    gte: boundSchema,
    lt: boundSchema,
    lte: boundSchema,
  })
  .refine(({ gt, gte, lt, lte }) => {
    const kinds = new Set([gt, gte, lt, lte].filter((bound) => bound !== undefined).map((bound) => typeof bound));
    return kinds.size === 1;
  }, 'a range needs at least one bound, and all bounds of one type');

const nodeSchema: z.ZodType<Filter> = z.lazy(() =>
  z.discriminatedUnion('op', [
    z.strictObject({ op: z.enum(['and', 'or']), filters: z.array(nodeSchema) }),
    z.strictObject({ op: z.literal('not'), filter: nodeSchema }),
    z.strictObject({ op: z.literal('eq'), field: fieldSchema, value: filterValueSchema }),
    z.strictObject({ op: z.literal('in'), field: fieldSchema, values: z.array(filterValueSchema) }),
    z.strictObject({ op: z.literal('exists'), field: fieldSchema }),
    rangeSchema,
  ]),
);

/** Parses a filter that comes from outside; refuses unknown operators and keys, and more than {@link MAX_FILTER_DEPTH}. */
export const filterSchema: z.ZodType<Filter> = z
  .unknown()
  .refine(isShallow, { error: `filters may lie at most ${MAX_FILTER_DEPTH} deep within each other`, abort: true })
  .pipe(nodeSchema);

/** Walks level by level, each filter once: a recursive parse of a filter from outside could run out of stack. */
function isShallow(filter: unknown): boolean {
  let level: unknown[] = [filter];
  for (let depth = 0; depth < MAX_FILTER_DEPTH && level.length > 0; depth += 1) {
    level = [...new Set(level.flatMap(innerFilters))];
  }
  return level.length === 0;
}

function innerFilters(filter: unknown): unknown[] {
  if (typeof filter !== 'object' || filter === null) return [];
  const many = 'filters' in filter && Array.isArray(filter.filters) ? filter.filters : [];
  return 'filter' in filter ? [...many, filter.filter] : many;
}
