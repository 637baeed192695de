import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import {
  type GraphEdge,
  type GraphNode,
  type GraphQuery,
  type GraphRetriever,
  type GraphSearch,
  graphEdgeSchema,
  graphNodeSchema,
  graphQuerySchema,
} from './graph.ts';
import type { Passage } from './passage.ts';

const access = { tenant: 'demo', classification: 'public', acl: ['tenant:demo'] } as const;
const node = { id: 'n', label: 'Issuer', name: 'N', ...access };
const edge = {
  id: 'e',
  label: 'OWNS',
  from: 'n',
  to: 'm',
  weight: 1,
  sign: 1,
  asOf: '2023-01-31',
  source: 's',
  ...access,
};

describe('a node', () => {
  it('has an id, a label, a name and who may read it', () => {
    expect(graphNodeSchema.parse(node)).toEqual(node);
    expectTypeOf<z.output<typeof graphNodeSchema>>().toEqualTypeOf<GraphNode>();
  });

  it.each([
    ['an unknown label', { label: 'Person' }],
    ['a blank in its id', { id: 'a b' }],
    ['no name', { name: '' }],
    ['no tenant', { tenant: undefined }],
    ['an unknown classification', { classification: 'secret' }],
    ['an access token that is none', { acl: ['everyone'] }],
    ['a property it does not know', { password: 'x' }],
  ])('with %s is refused', (_, change) => {
    expect(graphNodeSchema.safeParse({ ...node, ...change }).success).toBe(false);
  });
});

describe('an edge', () => {
  it('has two ends, a weight, a day and a source', () => {
    expect(graphEdgeSchema.parse(edge)).toEqual(edge);
    expectTypeOf<z.output<typeof graphEdgeSchema>>().toEqualTypeOf<GraphEdge>();
  });

  it.each([
    ['a weight above 1', { weight: 1.01 }],
    ['a sign of 0', { sign: 0 }],
    ['a day that is none', { asOf: '2023-02-30' }],
    ['no source', { source: '' }],
    ['no end', { to: undefined }],
  ])('with %s is refused', (_, change) => {
    expect(graphEdgeSchema.safeParse({ ...edge, ...change }).success).toBe(false);
  });
});

describe('a query', () => {
  const query = { template: 'sector-peers', start: [{ ticker: 'AAPL' }] };

  it('names a template and what to start from', () => {
    expect(graphQuerySchema.parse(query)).toEqual(query);
    expectTypeOf<z.output<typeof graphQuerySchema>>().toEqualTypeOf<GraphQuery>();
  });

  it.each([
    ['no start', { start: [] }],
    ['too many starts', { start: Array.from({ length: 21 }, (_, at) => ({ id: `${at}` })) }],
    ['a subject without identifier', { start: [{}] }],
    ['another template', { template: 'all' }],
    ['a text of its own', { text: 'MATCH (n) RETURN n' }],
  ])('with %s is refused', (_, change) => {
    expect(graphQuerySchema.safeParse({ ...query, ...change }).success).toBe(false);
  });
});

it('a graph retriever answers with passages, and says more when it is asked to', () => {
  expectTypeOf<ReturnType<GraphRetriever['invoke']>>().resolves.items.toExtend<Passage>();
  expectTypeOf<ReturnType<GraphRetriever['search']>>().resolves.toEqualTypeOf<GraphSearch>();
});
