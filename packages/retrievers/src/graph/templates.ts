import type { GraphEdgeLabel, GraphNodeLabel, GraphQuery, GraphTemplateName } from '@plumbline/core';
import type { Move } from './store.ts';

/** A walk for starts of one label. */
export interface WalkPlan {
  readonly moves: readonly Move[];
  /** Paths that end at one of these, after this many hops or more, are answers. */
  readonly ends: readonly GraphNodeLabel[];
  readonly minHops: number;
}

interface Template {
  /** Where a subject may stand for several nodes (an issuer and its shares), the first label that is there is meant. */
  readonly starts: readonly GraphNodeLabel[];
  plans(start: GraphNodeLabel, direction: NonNullable<GraphQuery['direction']>): WalkPlan[];
}

const out = (...edges: GraphEdgeLabel[]): Move => ({ edges, direction: 'out' });
const against = (...edges: GraphEdgeLabel[]): Move => ({ edges, direction: 'in' });

/** The longest walk of any template. */
export const MAX_HOPS = 6;
const OWNERSHIP_HOPS = 4;
const SUPPLY_HOPS = 2;

const TOWARDS_INDICATORS = out('HOLDS', 'POSITION_IN', 'ISSUED_BY', 'IN_SECTOR', 'SENSITIVE_TO');

/** The templates as data: which edges each hop follows and where it may end. */
export const TEMPLATES: Readonly<Record<GraphTemplateName, Template>> = {
  'sector-peers': {
    starts: ['Issuer', 'Security', 'Sector'],
    plans(start) {
      const toSector = [...toIssuer(start), ...(start === 'Sector' ? [] : [out('IN_SECTOR')])];
      return [fixed([...toSector, against('IN_SECTOR')], ['Issuer'])];
    },
  },
  'exposure-path': {
    starts: ['Client', 'Holding', 'Security', 'Issuer', 'Sector', 'Indicator'],
    plans(start) {
      if (start !== 'Indicator') return [{ moves: repeat(TOWARDS_INDICATORS, 5), ends: ['Indicator'], minHops: 1 }];
      const moves = [against('SENSITIVE_TO'), against('IN_SECTOR', 'ISSUED_BY')];
      return [{ moves, ends: ['Sector', 'Issuer', 'Security'], minHops: 1 }];
    },
  },
  'ownership-chain': {
    starts: ['Issuer', 'Security'],
    plans: (start, direction) => chains('OWNS', OWNERSHIP_HOPS, { start, direction }),
  },
  'supply-chain': {
    starts: ['Issuer', 'Security'],
    plans: (start, direction) => chains('SUPPLIES', SUPPLY_HOPS, { start, direction }),
  },
  'correlated-securities': {
    starts: ['Security', 'Issuer'],
    plans(start) {
      const toShares = start === 'Issuer' ? [against('ISSUED_BY')] : [];
      return [fixed([...toShares, { edges: ['CORRELATED_WITH'], direction: 'both' }], ['Security'])];
    },
  },
};

/** Up and down the same kind of edge, never both in one walk: a supplier's other customers are not the supply chain. */
function chains(
  edge: GraphEdgeLabel,
  hops: number,
  { start, direction }: { start: GraphNodeLabel; direction: NonNullable<GraphQuery['direction']> },
): WalkPlan[] {
  const first = toIssuer(start);
  const ways = [
    ...(direction === 'downstream' ? [] : [against(edge)]),
    ...(direction === 'upstream' ? [] : [out(edge)]),
  ];
  return ways.map((move) => ({
    moves: [...first, ...repeat(move, hops)],
    ends: ['Issuer'],
    minHops: first.length + 1,
  }));
}

function toIssuer(start: GraphNodeLabel): Move[] {
  return start === 'Security' ? [out('ISSUED_BY')] : [];
}

function fixed(moves: Move[], ends: GraphNodeLabel[]): WalkPlan {
  return { moves, ends, minHops: moves.length };
}

function repeat(move: Move, hops: number): Move[] {
  return Array.from({ length: hops }, () => move);
}
