import type { RetrievalFilter } from '@aws-sdk/client-bedrock-agent-runtime';
import type { Filter } from '@plumbline/core';
import type { AttributeFields } from '../filter/attribute-field.ts';
import {
  type AttributeDialect,
  type Comparator,
  type CompiledFilter,
  compileAttributeFilter,
} from '../filter/attribute-filter.ts';
import { KNOWLEDGE_BASE_FIELDS } from './fields.ts';

/** How large a filter the vector store behind a knowledge base takes. */
export interface KnowledgeBaseLimits {
  /** Lists within each other. Default 2: a list, and lists within it. */
  readonly depth?: number;
  /** Conditions of one list. Default 5. */
  readonly length?: number;
}

/**
 * Compiles a filter for a Bedrock knowledge base, which orders numbers only and knows no "exists". What does not fit is
 * widened, never narrowed; the retriever checks every result against the filter itself. The limits are those of
 * docs.aws.amazon.com/bedrock/latest/userguide/kb-test-config.html (five conditions a group, groups within one group);
 * newer pages give none for the length.
 *
 * @throws UnsupportedFilterError for a field that is no attribute
 */
export function knowledgeBaseFilter(
  filter: Filter,
  fields: AttributeFields = KNOWLEDGE_BASE_FIELDS,
  { depth = 2, length = 5 }: KnowledgeBaseLimits = {},
): CompiledFilter<RetrievalFilter> {
  return compileAttributeFilter(filter, fields, { ...DIALECT, limits: { depth, length } });
}

const DIALECT: Omit<AttributeDialect<RetrievalFilter>, 'limits'> = {
  service: 'a Bedrock knowledge base',
  wholeNumbers: false,
  isOneOf: (key, values) => {
    const [only] = values;
    return values.length === 1 && only !== undefined
      ? [{ equals: { key, value: only } }]
      : [{ in: { key, value: [...values] } }];
  },
  holdsOneOf: (key, values) => values.map((value) => ({ listContains: { key, value } })),
  equals: (key, value) => ({ equals: { key, value } }),
  compare: comparison,
  compareDate: comparison,
  negate(leaf) {
    if (leaf.equals !== undefined) return { notEquals: leaf.equals };
    return leaf.in === undefined ? undefined : { notIn: leaf.in };
  },
  list: (op, parts) => (op === 'and' ? { andAll: parts } : { orAll: parts }),
};

function comparison(key: string, comparator: Comparator, value: number): RetrievalFilter {
  switch (comparator) {
    case 'gt':
      return { greaterThan: { key, value } };
    case 'gte':
      return { greaterThanOrEquals: { key, value } };
    case 'lt':
      return { lessThan: { key, value } };
    case 'lte':
      return { lessThanOrEquals: { key, value } };
  }
}
