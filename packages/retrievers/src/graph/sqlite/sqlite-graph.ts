import type { DatabaseSync } from 'node:sqlite';
import type { Clock, Filter, GraphEdge, GraphNode, GraphSubject } from '@plumbline/core';
import { anyOf, type GraphElements } from '../elements.ts';
import { GraphTimeoutError } from '../errors.ts';
import { type Properties, toEdge, toNode, toProperties } from '../rows.ts';
import { EDGE_FIELDS, NODE_FIELDS } from '../schema.ts';
import { type GraphStore, MAX_FOUND, type Reach, type Walk, type WalkResult } from '../store.ts';
import { reachedLimits } from '../walk-limits.ts';
import { openGraphDatabase, toGraphError } from './database.ts';
import { sqliteGraphFilter } from './filter.ts';
import { WITHIN_TIME, walkSql } from './walk-sql.ts';

export interface SqliteGraphOptions {
  /** A file, whose folder exists, or `:memory:`. */
  readonly path: string;
  /** Ends walks at their deadline. Default `Date.now`. */
  readonly clock?: Clock;
}

/**
 * The graph in one SQLite file: tables of nodes and edges, walked by recursive queries. Calls work in this thread and
 * block it for the time of the query.
 *
 * @throws GraphQueryError when the file is no graph of this version or cannot be opened
 *
 * @example
 * const graph = SqliteGraph.open({ path: '.plumbline/graph.db' });
 * graph.load(readGraphCsv(files));
 */
export class SqliteGraph implements GraphStore {
  readonly name: string;
  readonly #database: DatabaseSync;
  readonly #clock: Clock;
  #deadline = Number.POSITIVE_INFINITY;
  #allowed = 0;

  private constructor({ path, clock = Date.now }: SqliteGraphOptions, database: DatabaseSync) {
    this.name = path;
    this.#clock = clock;
    this.#database = database;
    database.function(WITHIN_TIME, { deterministic: false, varargs: true }, () => this.#withinTime());
  }

  static open(options: SqliteGraphOptions): SqliteGraph {
    return new SqliteGraph(options, openGraphDatabase(options.path));
  }

  /** Adds nodes and edges; one that is there already by its id is replaced. All of it or nothing is stored. */
  load({ nodes, edges }: GraphElements): void {
    const insert = (table: string, names: readonly string[]) =>
      this.#database.prepare(
        `INSERT OR REPLACE INTO ${table} (${names.map((name) => `"${name}"`).join(', ')})
         VALUES (${names.map((_, index) => `?${index + 1}`).join(', ')})`,
      );
    this.#transaction(() => {
      const nodeFields = Object.keys(NODE_FIELDS);
      const putNode = insert('nodes', ['label', ...nodeFields]);
      for (const node of nodes) putNode.run(node.label, ...valuesOf(toProperties(node), nodeFields));
      const edgeFields = Object.keys(EDGE_FIELDS);
      const putEdge = insert('edges', ['label', 'from', 'to', ...edgeFields]);
      const dropSteps = this.#database.prepare('DELETE FROM steps WHERE edge = ?');
      const putStep = insert('steps', ['node', 'direction', 'label', 'edge', 'other']);
      for (const edge of edges) {
        putEdge.run(edge.label, edge.from, edge.to, ...valuesOf(toProperties(edge), edgeFields));
        dropSteps.run(edge.id);
        putStep.run(edge.from, 'out', edge.label, edge.id, edge.to);
        putStep.run(edge.to, 'in', edge.label, edge.id, edge.from);
      }
    });
  }

  async find(subjects: readonly GraphSubject[], reach: Reach): Promise<GraphNode[]> {
    const meant: Filter = { op: 'and', filters: [anyOf(subjects), reach.nodes] };
    const { sql, parameters } = sqliteGraphFilter(meant, { element: 'node', alias: 'n' });
    const query = `SELECT n.* FROM nodes AS n WHERE ${sql} ORDER BY n.id LIMIT ${MAX_FOUND}`;
    const rows = this.#query({ sql: query, parameters }, reach);
    return rows.map((row) => toNode(row, this.name));
  }

  async walk(walk: Walk, reach: Reach): Promise<WalkResult> {
    const rows = this.#query(walkSql(walk, reach), reach).map(({ path, edges }) => ({
      nodes: idsIn(path),
      edges: idsIn(edges),
    }));
    const nodes = this.#byId(
      'nodes',
      rows.flatMap((row) => row.nodes),
      toNode,
    );
    const edges = this.#byId(
      'edges',
      rows.flatMap((row) => row.edges),
      toEdge,
    );
    const read = rows.map((row) => ({
      nodes: row.nodes.flatMap((id) => nodes.get(id) ?? []),
      edges: row.edges.flatMap((id) => edges.get(id) ?? []),
    }));
    // Another process may have taken an element away since.
    const paths = read.filter((path, index) => path.nodes.length === rows[index]?.nodes.length);
    return { paths, limits: reachedLimits(paths, walk) };
  }

  /** Closes the file. Every later call fails. */
  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #byId<T extends GraphNode | GraphEdge>(
    table: 'nodes' | 'edges',
    ids: readonly string[],
    read: (row: Readonly<Record<string, unknown>>, where: string) => T,
  ): Map<string, T> {
    const rows = this.#database
      .prepare(`SELECT * FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`)
      .all(JSON.stringify([...new Set(ids)]));
    return new Map(rows.map((row) => read(row, this.name)).map((element) => [element.id, element]));
  }

  #query({ sql, parameters }: ReturnType<typeof walkSql>, { deadline, signal }: Reach) {
    signal?.throwIfAborted();
    this.#allowed = deadline - this.#clock();
    this.#deadline = deadline;
    try {
      return this.#database.prepare(sql).all({ ...parameters });
    } catch (error) {
      throw toGraphError(error, this.name);
    }
  }

  #withinTime(): number {
    if (this.#clock() > this.#deadline) throw new GraphTimeoutError(this.name, this.#allowed);
    return 1;
  }

  #transaction(work: () => void): void {
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      work();
      this.#database.exec('COMMIT');
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw toGraphError(error, this.name);
    }
  }
}

function valuesOf(properties: Properties, fields: readonly string[]): (string | number | null)[] {
  return fields.map((field) => properties[field] ?? null);
}

/** The ids of a path, each with a blank on either side. */
function idsIn(text: unknown): string[] {
  return String(text)
    .split(' ')
    .filter((id) => id !== '');
}
