import type { Move, Reach, Walk } from '../store.ts';
import { type CompiledSql, sqliteGraphFilter } from './filter.ts';

/** The name of the function that ends a walk at its deadline; SQLite cannot be interrupted from outside. */
export const WITHIN_TIME = 'plumbline_within_time';

/**
 * A walk as one recursive query. Rows leave the queue hop by hop, the strongest first, and each follows at most `fanOut`
 * edges within reach; LIMIT counts the rows that have left. `within_time` is asked of every edge looked at.
 */
export function walkSql({ starts, moves, fanOut, paths }: Walk, reach: Reach): CompiledSql {
  const node = sqliteGraphFilter(reach.nodes, { element: 'node', alias: 'n' });
  const edge = sqliteGraphFilter(reach.edges, { element: 'edge', alias: 'e' });
  const sql = `
    WITH RECURSIVE
    moves (hop, direction, label) AS (
      SELECT value ->> 'hop', value ->> 'direction', value ->> 'label' FROM json_each(:moves)
    ),
    walk (hop, strength, path, node, edges) AS (
      SELECT 0, 1.0, ' ' || value || ' ', value, '' FROM json_each(:starts)
      UNION ALL
      SELECT walk.hop + 1, walk.strength * taken.weight, walk.path || step.other || ' ', step.other,
             walk.edges || step.edge || ' '
      FROM walk
      JOIN steps AS step ON step.rowid IN (
        SELECT near.rowid
        FROM moves
        JOIN steps AS near ON near.node = walk.node AND near.direction = moves.direction AND near.label = moves.label
        JOIN edges AS e ON e.id = near.edge
        JOIN nodes AS n ON n.id = near.other
        WHERE moves.hop = walk.hop AND ${WITHIN_TIME}(near.rowid)
          AND instr(walk.path, ' ' || near.other || ' ') = 0
          AND ${edge.sql} AND ${node.sql}
        ORDER BY e.weight DESC, e.id LIMIT :fanOut
      )
      JOIN edges AS taken ON taken.id = step.edge
      ORDER BY 1, 2 DESC, 3, 5
      LIMIT :rows
    )
    SELECT path, edges FROM walk WHERE hop > 0`;
  const bounds = { fanOut, rows: starts.length + paths };
  const lists = {
    starts: JSON.stringify(starts.map(({ id }) => id)),
    moves: JSON.stringify(moves.flatMap(movesOfHop)),
  };
  return { sql, parameters: { ...node.parameters, ...edge.parameters, ...bounds, ...lists } };
}

function movesOfHop({ edges, direction }: Move, hop: number): { hop: number; direction: string; label: string }[] {
  const directions = direction === 'both' ? ['out', 'in'] : [direction];
  return directions.flatMap((way) => edges.map((label) => ({ hop, direction: way, label })));
}
