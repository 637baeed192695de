import type { Filter } from '@plumbline/core';
import { compileFilter } from '../compile-filter.ts';
import { EDGE_FIELDS, NODE_FIELDS } from '../schema.ts';

/** A condition in the text of a query, and the values it names. */
export interface CompiledSql {
  readonly sql: string;
  /** By name without the colon. */
  readonly parameters: Readonly<Record<string, string | number>>;
}

/**
 * Compiles a filter over nodes or edges to a condition of SQLite with the meaning of `matchFilter`.
 *
 * @param on the kind of element and the alias of its table in the query, which also begins the names of the parameters
 * @throws UnsupportedFilterError for a field that is no property of it
 */
export function sqliteGraphFilter(filter: Filter, on: { element: 'node' | 'edge'; alias: string }): CompiledSql {
  const parameters: Record<string, string | number> = {};
  const sql = compileFilter(filter, {
    target: 'SQLite',
    fields: on.element === 'node' ? NODE_FIELDS : EDGE_FIELDS,
    column: (field) => `${on.alias}."${field}"`,
    parameter(value) {
      const name = `${on.alias}_${Object.keys(parameters).length}`;
      parameters[name] = value;
      return `:${name}`;
    },
    isOrdered: () => true,
    contains: (column, needle) => `instr(${column}, ${needle}) > 0`,
    oneOf: (column, values) =>
      values.length === 1 ? `${column} = ${values[0]}` : `${column} IN (${values.join(', ')})`,
  });
  return { sql, parameters };
}
