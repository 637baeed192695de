import type { CypherToken } from './cypher-tokens.ts';

/** One thing that a query for Neptune must not say. */
export interface CypherRule {
  readonly name: string;
  readonly says: string;
  /** The page that says so, or our own rule and why. */
  readonly source: string;
  /** Whether the rule holds for queries that only read. */
  readonly onlyReading?: boolean;
  /** The places where it is said. */
  find(tokens: readonly CypherToken[]): CypherToken[];
}

const GUIDE = 'https://docs.aws.amazon.com/neptune/latest/userguide';
const COMPLIANCE = `${GUIDE}/feature-opencypher-compliance.html`;
const REWRITES = `${GUIDE}/migration-opencypher-rewrites.html`;
const OURS = 'docs/guides/graph.md, "What a query may say"';

/** Clauses and words of openCypher 9 that Neptune supports, per {@link COMPLIANCE}. */
const READING = words(
  'MATCH OPTIONAL WHERE WITH UNWIND RETURN ORDER BY SKIP LIMIT ASC ASCENDING DESC DESCENDING UNION ALL DISTINCT AS',
  'AND OR XOR NOT IN IS NULL TRUE FALSE CONTAINS STARTS ENDS CASE WHEN THEN ELSE END',
);
const WRITING = words('CREATE MERGE SET DELETE DETACH REMOVE ON');

/** Functions of openCypher 9 that Neptune supports and a query of ours may need. */
const FUNCTIONS = words(
  'coalesce endNode head id last length properties size startNode toBoolean toFloat toInteger type exists',
  'keys labels nodes range relationships reverse tail abs ceil floor round sign sqrt',
  'left lTrim replace right rTrim split substring toLower toString toUpper trim',
  'avg collect count max min sum',
);

/** Words that begin what is not supported, each with the rule that names it. */
const CLAUSES: readonly (readonly [name: string, words: ReadonlySet<string>, says: string, source: string])[] = [
  [
    'no-shortest-path',
    words('shortestPath allShortestPaths'),
    'shortestPath() and allShortestPaths() are not supported',
    COMPLIANCE,
  ],
  ['no-mandatory-match', words('MANDATORY'), 'MANDATORY MATCH is not supported', COMPLIANCE],
  [
    'no-call',
    words('CALL YIELD'),
    'CALL is not for portable queries: subqueries and procedures differ by engine',
    COMPLIANCE,
  ],
  [
    'no-list-predicates',
    words('any none single'),
    'any(), none() and single() are not openCypher: compare size([x IN list WHERE …])',
    REWRITES,
  ],
  ['no-reduce', words('reduce'), 'reduce() is not openCypher: use UNWIND and an aggregate', REWRITES],
  ['no-foreach', words('FOREACH'), 'FOREACH is not openCypher 9 on Neptune: use UNWIND', REWRITES],
  ['no-load-csv', words('LOAD CSV'), 'LOAD CSV is not supported: use the bulk loader', `${GUIDE}/bulk-load.html`],
];

/** Everything that is looked for, in the order of the guide. */
export const OPEN_CYPHER_RULES: readonly CypherRule[] = [
  ...CLAUSES.map(
    ([name, listed, says, source]): CypherRule => ({ name, says, source, find: (tokens) => said(tokens, listed) }),
  ),
  {
    name: 'no-all-predicate',
    says: 'all() is not openCypher: compare size([x IN list WHERE …]) with size(list)',
    source: REWRITES,
    find: (tokens) =>
      tokens.filter(
        (token, at) => isWord(token, 'ALL') && isOpening(tokens[at + 1]) && !isWord(tokens[at - 1], 'UNION'),
      ),
  },
  {
    name: 'no-schema',
    says: 'there are no indexes or constraints to manage',
    source: `${GUIDE}/migration-compatibility.html`,
    find: (tokens) =>
      tokens.filter(
        (token, at) => SCHEMA.has(token.text.toUpperCase()) && token.kind === 'word' && tokens[at - 1]?.kind === 'word',
      ),
  },
  {
    name: 'static-limit',
    says: 'SKIP and LIMIT take a number in the text only',
    source: COMPLIANCE,
    find: (tokens) =>
      tokens.filter((token, at) => {
        if (!isWord(token, 'SKIP') && !isWord(token, 'LIMIT')) return false;
        const [value, next] = [tokens[at + 1], tokens[at + 2]];
        return value?.kind !== 'number' || (next?.kind === 'sign' && '+-*/%^'.includes(next.text));
      }),
  },
  {
    name: 'known-functions',
    says: 'not among the functions known to be supported',
    source: COMPLIANCE,
    find: (tokens) => tokens.filter((token, at) => isCall(tokens, at) && !FUNCTIONS.has(token.text.toUpperCase())),
  },
  {
    name: 'known-operators',
    says: 'not among the operators known to be supported',
    source: COMPLIANCE,
    find: (tokens) =>
      tokens.filter(
        ({ kind, text }) => kind === 'unknown' || (kind === 'sign' && ['=~', '^', '%', '&', '!', '::'].includes(text)),
      ),
  },
  {
    name: 'no-subqueries',
    says: 'EXISTS, COUNT and COLLECT with braces are Neo4j’s',
    source: COMPLIANCE,
    find: (tokens) =>
      tokens.filter(
        (token, at) =>
          token.kind === 'word' && tokens[at + 1]?.text === '{' && SUBQUERIES.has(token.text.toUpperCase()),
      ),
  },
  {
    name: 'plain-labels',
    says: 'a label is one name: no alternatives in a node, no predicates',
    source: COMPLIANCE,
    find: (tokens) =>
      tokens.filter(({ kind, text, inside }) => kind === 'sign' && text === '|' && inside.endsWith('(')),
  },
  {
    name: 'no-quantified-patterns',
    says: 'quantified path patterns are Neo4j’s',
    source: COMPLIANCE,
    find: (tokens) => tokens.filter((token, at) => token.text === ')' && tokens[at + 1]?.text === '{'),
  },
  {
    name: 'bounded-hops',
    says: 'a path of variable length needs an upper bound',
    source: OURS,
    find: (tokens) => tokens.filter((token, at) => isStarOfPath(token, tokens, at) && !hasUpperBound(tokens, at)),
  },
  {
    name: 'one-statement',
    says: 'one statement in one query',
    source: OURS,
    find: (tokens) => tokens.filter(({ kind, text }) => kind === 'sign' && text === ';'),
  },
  {
    name: 'read-only',
    says: 'a clause that writes',
    source: OURS,
    onlyReading: true,
    find: (tokens) => said(tokens, WRITING),
  },
];

const SCHEMA = words('INDEX CONSTRAINT INDEXES CONSTRAINTS');
const SUBQUERIES = words('EXISTS COUNT COLLECT');

function words(...lists: string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split(' ').map((word) => word.toUpperCase())));
}

function said(tokens: readonly CypherToken[], listed: ReadonlySet<string>): CypherToken[] {
  return tokens.filter(({ kind, text }) => kind === 'word' && listed.has(text.toUpperCase()));
}

function isWord(token: CypherToken | undefined, word: string): boolean {
  return token?.kind === 'word' && token.text.toUpperCase() === word;
}

function isOpening(token: CypherToken | undefined): boolean {
  return token?.kind === 'sign' && token.text === '(';
}

/** A name before a bracket that is no word of the language; with a dot (`apoc.x(`) its last part. */
function isCall(tokens: readonly CypherToken[], at: number): boolean {
  const token = tokens[at];
  if (token === undefined || !isOpening(tokens[at + 1])) return false;
  if (token.kind === 'property') return tokens[at - 1]?.text === '.';
  const upper = token.text.toUpperCase();
  return token.kind === 'word' && !READING.has(upper) && !WRITING.has(upper);
}

/** A star within the brackets of a relationship, `-[…]`; elsewhere it multiplies or counts. */
function isStarOfPath(token: CypherToken, tokens: readonly CypherToken[], at: number): boolean {
  if (token.kind !== 'sign' || token.text !== '*' || !token.inside.endsWith('[')) return false;
  const opening = tokens.findLastIndex(
    ({ text, inside }, before) => before < at && text === '[' && inside === token.inside,
  );
  return tokens[opening - 1]?.text === '-';
}

/** `*3`, `*1..3`, `*..3`. */
function hasUpperBound(tokens: readonly CypherToken[], at: number): boolean {
  const [first, second, third] = tokens.slice(at + 1, at + 4);
  if (first?.text === '..') return second?.kind === 'number';
  if (first?.kind !== 'number') return false;
  return second?.text !== '..' || third?.kind === 'number';
}
