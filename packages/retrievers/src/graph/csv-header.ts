import { InvalidInputError } from '@plumbline/core';
import { EDGE_FIELDS, NODE_FIELDS } from './schema.ts';

/** A column of a load file. System columns keep their tilde. */
export interface Column {
  readonly name: string;
  readonly isNumber: boolean;
}

const NUMBERS = new Set(['byte', 'short', 'int', 'long', 'float', 'double']);

/**
 * Reads the header line. A file is one of edges when it has `~from`.
 *
 * @throws InvalidInputError for a column that is missing, twice there, unknown, or of a type that does not travel
 */
export function readHeader(cells: readonly string[], file: string): { isEdges: boolean; columns: Column[] } {
  const isEdges = cells.includes('~from');
  const system = isEdges ? ['~id', '~from', '~to', '~label'] : ['~id', '~label'];
  const fields = isEdges ? EDGE_FIELDS : NODE_FIELDS;
  const fail = (what: string): never => {
    throw new InvalidInputError(`${file}, header: ${what}.`);
  };
  const columns = cells.map((cell): Column => {
    if (cell.startsWith('~'))
      return system.includes(cell) ? { name: cell, isNumber: false } : fail(`unknown column ${cell}`);
    const [, name = '', type = 'String', many, cardinality] =
      /^([^:]+)(?::(\w+)(\[\])?(?:\((\w+)\))?)?$/.exec(cell) ?? [];
    if (!Object.hasOwn(fields, name))
      return fail(`unknown property ${cell}; known are ${Object.keys(fields).join(', ')}`);
    const isNumber = NUMBERS.has(type.toLowerCase());
    if (many !== undefined) return fail(`${cell}: lists are no properties in openCypher on Neptune`);
    if (isNumber !== (fields[name] === 'number') || (!isNumber && type.toLowerCase() !== 'string')) {
      return fail(`${cell}: must be ${fields[name] === 'number' ? 'Double or Int' : 'String'}`);
    }
    // Neptune's default for nodes is a set of values, which openCypher then compares as a list.
    if (!isEdges && cardinality !== 'single') return fail(`${cell}: write ${name}:${type}(single)`);
    if (isEdges && cardinality !== undefined) return fail(`${cell}: edges take no cardinality, write ${name}:${type}`);
    return { name, isNumber };
  });
  const names = columns.map(({ name }) => name);
  for (const name of [...system, 'id']) if (!names.includes(name)) fail(`the column ${name} is missing`);
  for (const name of names) if (names.indexOf(name) !== names.lastIndexOf(name)) fail(`${name} is there twice`);
  return { isEdges, columns };
}
