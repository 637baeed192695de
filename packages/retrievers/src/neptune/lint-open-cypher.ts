import { type CypherToken, tokenize } from './cypher-tokens.ts';
import { type CypherRule, OPEN_CYPHER_RULES } from './open-cypher-rules.ts';

export { type CypherRule, OPEN_CYPHER_RULES };

/** What a query says that Neptune does not take, or that must not be in a query of ours. */
export interface CypherProblem {
  readonly rule: CypherRule['name'];
  readonly message: string;
  /** Offset in the text. */
  readonly at: number;
  /** Where it is documented. */
  readonly source: string;
}

/**
 * Finds what Neptune's openCypher does not document in a query. It allows what is known to be supported and refuses the
 * rest, since the servers one tests against (Neo4j) accept more. It reads words and signs, no grammar: a query that passes
 * may still be wrong, one that is refused uses something that is not in {@link OPEN_CYPHER_RULES}.
 *
 * @param mode `read` (default) also refuses clauses that write
 *
 * @example
 * lintOpenCypher('MATCH p = shortestPath((a)-[*]-(b)) RETURN p').map(({ rule }) => rule);
 * // ['no-shortest-path', 'bounded-hops']
 */
export function lintOpenCypher(text: string, { mode = 'read' }: { mode?: 'read' | 'write' } = {}): CypherProblem[] {
  const tokens = tokenize(text);
  const problems = OPEN_CYPHER_RULES.filter((rule) => mode === 'read' || !rule.onlyReading).flatMap((rule) =>
    rule.find(tokens).map((token: CypherToken) => ({
      rule: rule.name,
      message: `${rule.says}: "${token.text}"`,
      at: token.at,
      source: rule.source,
    })),
  );
  return problems.sort((left, right) => left.at - right.at);
}
