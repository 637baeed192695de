import type { Filter } from '@plumbline/core';
import { compileFilter } from '../graph/compile-filter.ts';
import { EDGE_FIELDS, NODE_FIELDS } from '../graph/schema.ts';

/** A condition in the text of a query, and the parameters it names. */
export interface CompiledCypher {
  readonly cypher: string;
  /** By name without the dollar. */
  readonly parameters: Readonly<Record<string, string | number>>;
}

/**
 * Compiles a filter over nodes or edges to a condition of openCypher with the meaning of `matchFilter`.
 *
 * @param on the kind of element and the variable it has in the query, which also begins the names of the parameters
 * @throws UnsupportedFilterError for a field that is no property of it, and for a range whose bound has characters
 *   beyond U+D7FF, which servers order in different ways
 */
export function neptuneFilter(filter: Filter, on: { element: 'node' | 'edge'; variable: string }): CompiledCypher {
  const parameters: Record<string, string | number> = {};
  const cypher = compileFilter(filter, {
    target: 'Neptune',
    fields: on.element === 'node' ? NODE_FIELDS : EDGE_FIELDS,
    column: (field) => `${on.variable}.${field}`,
    parameter(value) {
      const name = `${on.variable}${Object.keys(parameters).length}`;
      parameters[name] = value;
      return `$${name}`;
    },
    // By UTF-16 units (Neo4j) or code points, the same up to here; Neptune does not say which.
    isOrdered: (text) => !/[\ud800-\uffff]/.test(text),
    contains: (column, needle) => `${column} CONTAINS ${needle}`,
    oneOf: (column, values) =>
      values.length === 1 ? `${column} = ${values[0]}` : `${column} IN [${values.join(', ')}]`,
  });
  return { cypher, parameters };
}
