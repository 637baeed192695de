import { type GraphEdge, type GraphNode, graphEdgeSchema, graphNodeSchema, InvalidInputError } from '@plumbline/core';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { formatAcl, parseAcl } from './acl-text.ts';
import { checkGraph, type Located } from './check-graph.ts';
import { type Column, readHeader } from './csv-header.ts';
import type { GraphElements } from './elements.ts';

/** A file of the load: its name, for messages, and its text. */
export interface GraphCsvFile {
  readonly name: string;
  readonly text: string;
}

/**
 * Reads a graph from CSV files as Neptune's bulk loader takes them
 * (https://docs.aws.amazon.com/neptune/latest/userguide/bulk-load-tutorial-format-gremlin.html): files of nodes with `~id`
 * and `~label`, files of edges with `~from` and `~to` besides, properties as `name:Type`. The same files load into Neptune as
 * they are. Beyond the format, each row must be what the schema says:
 * - `id` repeats `~id`: queries read it as a property, the same in every store;
 * - `acl` is sealed (see `formatAcl`) and names the row's own tenant;
 * - edges join the kinds of nodes that their label joins, and both ends are in the load;
 * - CUSIP, ISIN and SEDOL have a right check digit;
 * - dates are written as String, lists not at all: openCypher on Neptune compares the one and does not keep the other.
 *
 * @throws InvalidInputError that names file, line and fix; nothing is loaded
 */
export function readGraphCsv(files: readonly GraphCsvFile[]): GraphElements {
  const nodes: Located<GraphNode>[] = [];
  const edges: Located<GraphEdge>[] = [];
  for (const file of files) {
    const { isEdges, columns, rows } = readRows(file);
    for (const { where, cells } of rows) {
      const record = readRecord(columns, cells, where);
      if (isEdges) edges.push({ where, element: parsed(graphEdgeSchema, record, where) });
      else nodes.push({ where, element: parsed(graphNodeSchema, record, where) });
    }
  }
  checkGraph(nodes, edges);
  return { nodes: nodes.map(({ element }) => element), edges: edges.map(({ element }) => element) };
}

interface CsvRow {
  readonly where: string;
  readonly cells: readonly string[];
}

function readRows({ name, text }: GraphCsvFile): { isEdges: boolean; columns: Column[]; rows: CsvRow[] } {
  const [header, ...lines] = parseCsv(name, text);
  if (header === undefined)
    throw new InvalidInputError(`${name} is empty: it needs a header line with ~id and ~label.`);
  const { isEdges, columns } = readHeader(header.record, name);
  return {
    isEdges,
    columns,
    rows: lines.map(({ record, info }) => ({ where: `${name}, line ${info.lines}`, cells: record })),
  };
}

const parsedCsvSchema = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

function parseCsv(name: string, text: string): z.infer<typeof parsedCsvSchema> {
  try {
    return parsedCsvSchema.parse(parse(text, { bom: true, info: true, skip_empty_lines: true }));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new InvalidInputError(`${name} is no valid CSV (RFC 4180): ${why}.`, { cause });
  }
}

/** An empty cell is an absent property, as for Neptune's loader. */
function readRecord(columns: readonly Column[], cells: readonly string[], where: string): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  columns.forEach(({ name, isNumber }, index) => {
    const cell = cells[index] ?? '';
    if (cell === '') return;
    if (name === '~id') record['id'] ??= cell;
    else if (name.startsWith('~')) record[name.slice(1)] = cell;
    else if (name === 'acl') record[name] = readAcl(cell, where);
    else record[name] = isNumber ? readNumber(cell, name, where) : cell;
    if (name === 'id' && cell !== cells[columns.findIndex((column) => column.name === '~id')]) {
      throw new InvalidInputError(`${where}: id is "${cell}" and differs from ~id; write the same in both.`);
    }
  });
  return record;
}

function readNumber(cell: string, name: string, where: string): number {
  const value = Number(cell);
  if (Number.isFinite(value) && cell.trim() === cell) return value;
  throw new InvalidInputError(`${where}: ${name} is "${cell}", which is no number.`);
}

function readAcl(cell: string, where: string): string[] {
  const tokens = parseAcl(cell);
  const sealed = formatAcl(tokens);
  if (cell === sealed) return tokens;
  throw new InvalidInputError(`${where}: the access list "${cell}" is not sealed; write "${sealed}".`);
}

function parsed<T>(schema: z.ZodType<T>, record: Record<string, unknown>, where: string): T {
  const result = schema.safeParse(record);
  if (result.success) return result.data;
  throw new InvalidInputError(`${where}: ${z.prettifyError(result.error).replaceAll('\n', ' ')}`);
}
