import type { GraphEdge, GraphNode } from '@plumbline/core';
import type { GraphElements } from './elements.ts';
import { toProperties } from './rows.ts';
import { EDGE_FIELDS, type FieldKind, NODE_FIELDS } from './schema.ts';

/** A file of nodes and one of edges. */
export interface GraphCsv {
  readonly nodes: string;
  readonly edges: string;
}

/**
 * Writes a graph as CSV for Neptune's bulk loader and {@link readGraphCsv}: access lists sealed, `id` beside `~id`, values
 * single. Columns that no element fills are left out.
 */
export function formatGraphCsv({ nodes, edges }: GraphElements): GraphCsv {
  const single = (name: string, kind: FieldKind): string => `${name}:${kind === 'number' ? 'Double' : 'String'}`;
  return {
    nodes: table(nodes, {
      system: { '~id': ({ id }) => id, '~label': ({ label }) => label },
      fields: NODE_FIELDS,
      header: (name, kind) => `${single(name, kind)}(single)`,
    }),
    edges: table(edges, {
      system: {
        '~id': ({ id }) => id,
        '~from': ({ from }) => from,
        '~to': ({ to }) => to,
        '~label': ({ label }) => label,
      },
      fields: EDGE_FIELDS,
      header: single,
    }),
  };
}

interface Layout<T> {
  readonly system: Readonly<Record<string, (element: T) => string>>;
  readonly fields: Readonly<Record<string, FieldKind>>;
  header(name: string, kind: FieldKind): string;
}

function table<T extends GraphNode | GraphEdge>(elements: readonly T[], { system, fields, header }: Layout<T>): string {
  const rows = elements.map((element) => ({ element, properties: toProperties(element) }));
  const needed = ['id', 'name', 'weight', 'sign', 'asOf', 'source', 'tenant', 'classification', 'acl'];
  const used = Object.entries(fields).filter(
    ([name]) => needed.includes(name) || rows.some(({ properties }) => properties[name] !== undefined),
  );
  const lines = rows.map(({ element, properties }) => [
    ...Object.values(system).map((read) => read(element)),
    ...used.map(([name]) => String(properties[name] ?? '')),
  ]);
  const head = [...Object.keys(system), ...used.map(([name, kind]) => header(name, kind))];
  return [head, ...lines].map((cells) => `${cells.map(quoted).join(',')}\n`).join('');
}

/** RFC 4180: quotes around what holds a comma, a quote or an end of line. */
function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
