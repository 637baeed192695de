import { z } from 'zod';
import { AwsError } from '../lib/aws-json.ts';
import type { AttributeValue, KendraDocument } from './documents.ts';

/** Kendra's own limits: docs.aws.amazon.com/kendra/latest/APIReference/API_AttributeFilter.html */
const MAX_DEPTH = 2;
const MAX_LENGTH = 10;

const text = z.strictObject({ StringValue: z.string() });
/** Ten strings at most, unless the quota was raised: API_DocumentAttributeValue.html */
const list = z.strictObject({ StringListValue: z.array(z.string()).min(1).max(10) });
const whole = z.strictObject({ LongValue: z.int() });
/** Seconds since the epoch. */
const date = z.strictObject({ DateValue: z.number() });

const anyAttribute = z.strictObject({ Key: z.string(), Value: z.union([text, list, whole, date]) });
const listAttribute = z.strictObject({ Key: z.string(), Value: list });
const orderedAttribute = z.strictObject({ Key: z.string(), Value: z.union([whole, date]) });

type Wanted = z.infer<typeof anyAttribute>;

export type AttributeFilter =
  | { AndAllFilters: AttributeFilter[] }
  | { OrAllFilters: AttributeFilter[] }
  | { NotFilter: AttributeFilter }
  | { EqualsTo: Wanted }
  | { ContainsAll: Wanted }
  | { ContainsAny: Wanted }
  | { GreaterThan: Wanted }
  | { GreaterThanOrEquals: Wanted }
  | { LessThan: Wanted }
  | { LessThanOrEquals: Wanted };

/** One operator per filter; which kinds of values each takes is Kendra's rule. */
export const attributeFilterSchema: z.ZodType<AttributeFilter> = z.lazy(() => {
  const several = z.array(attributeFilterSchema);
  return z.union([
    z.strictObject({ AndAllFilters: several }),
    z.strictObject({ OrAllFilters: several }),
    z.strictObject({ NotFilter: attributeFilterSchema }),
    z.strictObject({ EqualsTo: anyAttribute }),
    z.strictObject({ ContainsAll: listAttribute }),
    z.strictObject({ ContainsAny: listAttribute }),
    z.strictObject({ GreaterThan: orderedAttribute }),
    z.strictObject({ GreaterThanOrEquals: orderedAttribute }),
    z.strictObject({ LessThan: orderedAttribute }),
    z.strictObject({ LessThanOrEquals: orderedAttribute }),
  ]);
});

/**
 * Compiles a filter to a predicate over documents.
 *
 * @param keys the attributes the index knows
 * @throws AwsError ValidationException for a filter that is too deep or too long, or names another attribute
 */
export function compileFilter(
  filter: AttributeFilter,
  keys: ReadonlySet<string>,
): (document: KendraDocument) => boolean {
  if (depthOf(filter) > MAX_DEPTH) {
    throw new AwsError('ValidationException', `AttributeFilter cannot have a depth of more than ${MAX_DEPTH}.`);
  }
  if (lengthOf(filter) > MAX_LENGTH) {
    throw new AwsError('ValidationException', `AttributeFilter cannot have a length of more than ${MAX_LENGTH}.`);
  }
  const compile = (inner: AttributeFilter): ((document: KendraDocument) => boolean) => {
    if ('AndAllFilters' in inner) {
      const all = inner.AndAllFilters.map(compile);
      return (document) => all.every((matches) => matches(document));
    }
    if ('OrAllFilters' in inner) {
      const any = inner.OrAllFilters.map(compile);
      return (document) => any.some((matches) => matches(document));
    }
    if ('NotFilter' in inner) {
      const not = compile(inner.NotFilter);
      return (document) => !not(document);
    }
    const { wanted, holds } = comparisonOf(inner);
    if (!keys.has(wanted.Key)) {
      throw new AwsError('ValidationException', `The index has no attribute ${wanted.Key}.`);
    }
    return ({ attributes }) => {
      const own = attributes[wanted.Key];
      return own !== undefined && holds(toPlain(own));
    };
  };
  return compile(filter);
}

/** How deep lists and negations lie within each other. */
function depthOf(filter: AttributeFilter): number {
  const inner = innerFilters(filter);
  return inner === undefined ? 0 : 1 + Math.max(0, ...inner.map(depthOf));
}

function lengthOf(filter: AttributeFilter): number {
  const inner = innerFilters(filter) ?? [];
  return Math.max(inner.length, ...inner.map(lengthOf));
}

function innerFilters(filter: AttributeFilter): AttributeFilter[] | undefined {
  if ('AndAllFilters' in filter) return filter.AndAllFilters;
  if ('OrAllFilters' in filter) return filter.OrAllFilters;
  return 'NotFilter' in filter ? [filter.NotFilter] : undefined;
}

type Plain = string | readonly string[] | number;
type Comparison = Exclude<
  AttributeFilter,
  { AndAllFilters: unknown } | { OrAllFilters: unknown } | { NotFilter: unknown }
>;

function comparisonOf(filter: Comparison): { wanted: Wanted; holds: (own: Plain) => boolean } {
  const compared = (wanted: Wanted, holds: (own: Plain, value: Plain) => boolean) => {
    const value = plainValue(wanted);
    return { wanted, holds: (own: Plain) => typeof own === typeof value && holds(own, value) };
  };
  if ('EqualsTo' in filter)
    return compared(filter.EqualsTo, (own, value) => JSON.stringify(own) === JSON.stringify(value));
  if ('ContainsAll' in filter) return compared(filter.ContainsAll, (own, value) => items(value).every(isIn(own)));
  if ('ContainsAny' in filter) return compared(filter.ContainsAny, (own, value) => items(value).some(isIn(own)));
  if ('GreaterThan' in filter) return compared(filter.GreaterThan, (own, value) => own > value);
  if ('GreaterThanOrEquals' in filter) return compared(filter.GreaterThanOrEquals, (own, value) => own >= value);
  if ('LessThan' in filter) return compared(filter.LessThan, (own, value) => own < value);
  return compared(filter.LessThanOrEquals, (own, value) => own <= value);
}

function plainValue({ Value }: Wanted): Plain {
  if ('StringValue' in Value) return Value.StringValue;
  if ('StringListValue' in Value) return Value.StringListValue;
  return 'LongValue' in Value ? Value.LongValue : Value.DateValue;
}

function toPlain(value: AttributeValue): Plain {
  return value instanceof Date ? value.getTime() / 1000 : value;
}

function items(value: Plain): readonly Plain[] {
  return Array.isArray(value) ? value : [value];
}

function isIn(own: Plain): (item: Plain) => boolean {
  return (item) => items(own).includes(item);
}
