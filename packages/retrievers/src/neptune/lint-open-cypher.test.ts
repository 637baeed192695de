import { GRAPH_EDGE_LABELS, GRAPH_NODE_LABELS } from '@plumbline/core';
import { testContext } from '@plumbline/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reachOf } from '../graph/reach.ts';
import { NODE_FIELDS } from '../graph/schema.ts';
import { TEMPLATES } from '../graph/templates.ts';
import { tokenize } from './cypher-tokens.ts';
import { lintOpenCypher, OPEN_CYPHER_RULES } from './lint-open-cypher.ts';
import { findQuery, hopQuery, putEdgesQuery, putNodesQuery } from './queries.ts';

const rules = (text: string, mode?: 'read' | 'write') => lintOpenCypher(text, mode && { mode }).map(({ rule }) => rule);

describe('a query for Neptune', () => {
  it.each([
    'MATCH (n:Issuer {ticker: $ticker}) RETURN n.name AS name ORDER BY name SKIP 10 LIMIT 5',
    'MATCH (a)-[e:OWNS|SUPPLIES*1..3]->(b) WHERE NOT b.id IN [a.id] RETURN DISTINCT b.id, size(collect(e))',
    'MATCH p = (a)-[*..4]-(b) RETURN [n IN nodes(p) WHERE n.limit > 2 | n.name][0..3] AS names',
    'MATCH (n) RETURN count(*) AS n UNION ALL MATCH (m) RETURN count(*) AS n',
    "OPTIONAL MATCH (n) WHERE n.name STARTS WITH 'call any(' RETURN CASE WHEN n.x IS NULL THEN 1 ELSE 2 * 3 END",
    'MATCH (n) // CALL db.labels()\nRETURN {index: n.id, call: n.`any (`, limit: 2} /* shortestPath( */',
    'UNWIND $rows AS row WITH row.x * 2 AS x WHERE x > 1 AND exists(row.y) RETURN [x * 2, x]',
  ])('may say: %s', (text) => {
    expect(lintOpenCypher(text)).toEqual([]);
  });

  // All of these are accepted by Neo4j 5, which stands in for Neptune in tests, or were by an earlier one.
  it.each([
    ['no-shortest-path', 'MATCH p = shortestPath((a)-[*..5]-(b)) RETURN p'],
    ['no-shortest-path', 'MATCH p = allShortestPaths((a)-[*..5]-(b)) RETURN p'],
    ['no-mandatory-match', 'MANDATORY MATCH (n) RETURN n'],
    ['no-call', 'CALL db.labels() YIELD label RETURN label'],
    ['no-call', 'MATCH (n) CALL { WITH n MATCH (n)-->(m) RETURN m LIMIT 3 } RETURN m'],
    ['no-list-predicates', 'MATCH (n) WHERE any(x IN n.list WHERE x = 1) RETURN n'],
    ['no-list-predicates', 'MATCH p = (a)-->(b) WHERE none(x IN nodes(p) WHERE x.hidden) RETURN p'],
    ['no-list-predicates', 'MATCH p = (a)-->(b) WHERE single(x IN nodes(p) WHERE x.hidden) RETURN p'],
    ['no-all-predicate', 'MATCH p = (a)-->(b) WHERE all(x IN nodes(p) WHERE x.open) RETURN p'],
    ['no-reduce', 'MATCH p = (a)-->(b) RETURN reduce(s = 0, x IN nodes(p) | s + x.w)'],
    ['static-limit', 'MATCH (n) RETURN n LIMIT $limit'],
    ['static-limit', 'MATCH (n) RETURN n SKIP toInteger(rand()) LIMIT 3'],
    ['static-limit', 'MATCH (n) RETURN n LIMIT 2 + 3'],
    ['known-functions', 'MATCH (n) RETURN elementId(n)'],
    ['known-functions', 'RETURN apoc.text.join([], 1)'],
    ['known-functions', 'RETURN date($day)'],
    ['known-functions', 'RETURN point({x: 1, y: 2})'],
    ['known-operators', "MATCH (n) WHERE n.name =~ 'A.*' RETURN n"],
    ['known-operators', 'RETURN 2 ^ 3'],
    ['known-operators', 'MATCH (n:!Client) RETURN n'],
    ['known-operators', 'MATCH (n) WHERE n.x IS :: INTEGER RETURN n'],
    ['no-subqueries', 'MATCH (n) WHERE EXISTS { (n)-->() } RETURN n'],
    ['no-subqueries', 'MATCH (n) WHERE COUNT { (n)-->() } > 3 RETURN n'],
    ['plain-labels', 'MATCH (n:Issuer|Security) RETURN n'],
    ['no-quantified-patterns', 'MATCH ((a)-[:OWNS]->(b)){1,3} RETURN a'],
    ['bounded-hops', 'MATCH (a)-[:OWNS*]->(b) RETURN b'],
    ['bounded-hops', 'MATCH (a)-[e*2..]->(b) RETURN b'],
    ['bounded-hops', 'MATCH (a)<-[*]-(b) RETURN b'],
    ['one-statement', 'MATCH (n) RETURN n; MATCH (m) RETURN m'],
    ['read-only', 'MATCH (n) SET n.x = 1'],
    ['read-only', 'MATCH (n) DETACH DELETE n'],
    ['read-only', 'MERGE (n {id: 1})'],
    ['no-foreach', 'MATCH (n) FOREACH (x IN [1] | SET n.x = x)'],
    ['no-load-csv', "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row"],
    ['no-schema', 'CREATE INDEX FOR (n:Issuer) ON (n.id)'],
  ])('must not say, by %s: %s', (rule, text) => {
    expect(rules(text)).toContain(rule);
  });

  it('may write only where it is meant to', () => {
    const text = 'UNWIND $rows AS row MERGE (n:Issuer {id: row.id}) SET n = row';
    expect(rules(text)).toEqual(['read-only', 'read-only']);
    expect(rules(text, 'write')).toEqual([]);
  });

  it('is told where, and where it is documented', () => {
    const text = 'MATCH (n) RETURN n LIMIT $most';
    expect(lintOpenCypher(text)).toEqual([
      {
        rule: 'static-limit',
        message: 'SKIP and LIMIT take a number in the text only: "LIMIT"',
        at: text.indexOf('LIMIT'),
        source: expect.stringContaining('feature-opencypher-compliance'),
      },
    ]);
    expect(new Set(OPEN_CYPHER_RULES.map(({ name }) => name)).size).toBe(OPEN_CYPHER_RULES.length);
  });

  it('is taken apart without loss, whatever it is', () => {
    const texts = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[-()[\]{}|*.:;$`'"/\w ]*$/));
    fc.assert(
      fc.property(texts, (text) => {
        const tokens = tokenize(text);
        for (const { text: piece, at } of tokens) expect(text.slice(at, at + piece.length)).toBe(piece);
        lintOpenCypher(text);
      }),
    );
  });
});

describe('every query of the templates', () => {
  const context = testContext({
    asOf: '2024-01-01',
    principal: { groups: ['g'], clientIds: ['c'], businessUnits: ['u'] },
  });
  const filter = { op: 'not', filter: { op: 'or', filters: [{ op: 'exists', field: 'until' }] } } as const;
  const reach = reachOf(context, {
    nodeFilter: { op: 'not', filter: { op: 'in', field: 'country', values: ['US', 'AU', 7] } },
    edgeFilter: { ...filter, filter: { ...filter.filter, filters: [...filter.filter.filters] } },
    deadline: 0,
    signal: undefined,
  });
  const moves = Object.values(TEMPLATES).flatMap((template) =>
    template.starts.flatMap((start) => template.plans(start, 'both').flatMap((plan) => plan.moves)),
  );

  it.each([...new Set(moves)])('follows $edges $direction with what Neptune documents', (move) => {
    const { text } = hopQuery(move, { frontier: [], fanOut: 25 }, reach);
    expect(lintOpenCypher(text)).toEqual([]);
  });

  it.each(Object.keys(NODE_FIELDS))('finds nodes by %s with what Neptune documents', (field) => {
    expect(lintOpenCypher(findQuery(field, ['x'], reach).text)).toEqual([]);
  });

  it('that writes is for development and says so', () => {
    for (const text of [...GRAPH_NODE_LABELS.map(putNodesQuery), ...GRAPH_EDGE_LABELS.map(putEdgesQuery)]) {
      expect(lintOpenCypher(text, { mode: 'write' })).toEqual([]);
      expect(rules(text)).toContain('read-only');
    }
  });

  it('has no value in its text', () => {
    const { text, parameters } = findQuery('ticker', ["x' OR 1=1 //"], reach);
    expect(text).not.toContain('1=1');
    expect(Object.values(parameters)).toContain("x' OR 1=1 //");
  });
});
