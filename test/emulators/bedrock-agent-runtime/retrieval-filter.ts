import { z } from 'zod';
import { AwsError } from '../lib/aws-json.ts';
import type { AttributeValue } from './chunks.ts';

/**
 * Operators and their meaning: docs.aws.amazon.com/bedrock/latest/APIReference/API_agent-runtime_RetrievalFilter.html.
 * Five conditions a group and groups within one group: docs.aws.amazon.com/bedrock/latest/userguide/kb-test-config.html
 * (newer pages give no number).
 */
const MAX_LENGTH = 5;
const MAX_DEPTH = 2;

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const key = z.string().min(1).max(100);
const compared = z.strictObject({ key, value: scalar });
const ordered = z.strictObject({ key, value: z.number() });
const text = z.strictObject({ key, value: z.string() });
const listed = z.strictObject({ key, value: z.array(scalar).min(1) });

const leafSchema = z.union([
  z.strictObject({ equals: compared }),
  z.strictObject({ notEquals: compared }),
  z.strictObject({ in: listed }),
  z.strictObject({ notIn: listed }),
  z.strictObject({ greaterThan: ordered }),
  z.strictObject({ greaterThanOrEquals: ordered }),
  z.strictObject({ lessThan: ordered }),
  z.strictObject({ lessThanOrEquals: ordered }),
  z.strictObject({ startsWith: text }),
  z.strictObject({ stringContains: text }),
  z.strictObject({ listContains: text }),
]);
type Leaf = z.infer<typeof leafSchema>;

export type RetrievalFilter = Leaf | { andAll: RetrievalFilter[] } | { orAll: RetrievalFilter[] };

export const retrievalFilterSchema: z.ZodType<RetrievalFilter> = z.lazy(() => {
  const group = z.array(retrievalFilterSchema).min(2);
  return z.union([leafSchema, z.strictObject({ andAll: group }), z.strictObject({ orAll: group })]);
});

export type Attributes = Readonly<Record<string, AttributeValue>>;

/** @throws AwsError ValidationException for a filter that is too deep or too long */
export function compileRetrievalFilter(filter: RetrievalFilter, depth = 1): (attributes: Attributes) => boolean {
  if ('andAll' in filter) {
    const all = compileGroup(filter.andAll, depth);
    return (attributes) => all.every((matches) => matches(attributes));
  }
  if ('orAll' in filter) {
    const any = compileGroup(filter.orAll, depth);
    return (attributes) => any.some((matches) => matches(attributes));
  }
  return (attributes) => holds(filter, attributes);
}

function compileGroup(group: RetrievalFilter[], depth: number): ((attributes: Attributes) => boolean)[] {
  if (depth > MAX_DEPTH) throw new AwsError('ValidationException', `Filters may be nested ${MAX_DEPTH} deep at most.`);
  if (group.length > MAX_LENGTH) {
    throw new AwsError('ValidationException', `A filter group may hold ${MAX_LENGTH} filters at most.`);
  }
  return group.map((filter) => compileRetrievalFilter(filter, depth + 1));
}

function holds(filter: Leaf, attributes: Attributes): boolean {
  if ('equals' in filter) return attributes[filter.equals.key] === filter.equals.value;
  // Documented: also where the key is not present.
  if ('notEquals' in filter) return attributes[filter.notEquals.key] !== filter.notEquals.value;
  if ('in' in filter) return isIn(attributes[filter.in.key], filter.in.value);
  if ('notIn' in filter) return !isIn(attributes[filter.notIn.key], filter.notIn.value);
  if ('greaterThan' in filter) return compare(attributes, filter.greaterThan, (own, value) => own > value);
  if ('greaterThanOrEquals' in filter) {
    return compare(attributes, filter.greaterThanOrEquals, (own, value) => own >= value);
  }
  if ('lessThan' in filter) return compare(attributes, filter.lessThan, (own, value) => own < value);
  if ('lessThanOrEquals' in filter) return compare(attributes, filter.lessThanOrEquals, (own, value) => own <= value);
  if ('listContains' in filter) {
    const own = attributes[filter.listContains.key];
    return Array.isArray(own) && own.includes(filter.listContains.value);
  }
  const [wanted, finds] =
    'startsWith' in filter
      ? [filter.startsWith, (own: string, value: string) => own.startsWith(value)]
      : [filter.stringContains, (own: string, value: string) => own.includes(value)];
  const own = attributes[wanted.key];
  return typeof own === 'string' && finds(own, wanted.value);
}

function isIn(own: AttributeValue | undefined, values: readonly AttributeValue[]): boolean {
  return own !== undefined && values.includes(own);
}

function compare(
  attributes: Attributes,
  wanted: { key: string; value: number },
  holdsFor: (own: number, value: number) => boolean,
): boolean {
  const own = attributes[wanted.key];
  return typeof own === 'number' && holdsFor(own, wanted.value);
}
