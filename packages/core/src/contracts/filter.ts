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

const fieldSchema = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be a plain metadata key');
const boundSchema = z.union([z.string(), z.number()]).optional();

/** Parses a filter that comes from outside; refuses unknown operators and keys. */
export const filterSchema: z.ZodType<Filter> = z.lazy(() =>
  z.discriminatedUnion('op', [
    z.strictObject({ op: z.enum(['and', 'or']), filters: z.array(filterSchema) }),
    z.strictObject({ op: z.literal('not'), filter: filterSchema }),
    z.strictObject({ op: z.literal('eq'), field: fieldSchema, value: filterValueSchema }),
    z.strictObject({ op: z.literal('in'), field: fieldSchema, values: z.array(filterValueSchema) }),
    z.strictObject({ op: z.literal('exists'), field: fieldSchema }),
    z
      .strictObject({
        op: z.literal('range'),
        field: fieldSchema,
        gt: boundSchema,
        gte: boundSchema,
        lt: boundSchema,
        lte: boundSchema,
      })
      .refine((range) => {
        const kinds = new Set(
          [range.gt, range.gte, range.lt, range.lte].filter((b) => b !== undefined).map((b) => typeof b),
        );
        return kinds.size === 1;
      }, 'a range needs at least one bound, and all bounds of one type'),
  ]),
) as z.ZodType<Filter>;
