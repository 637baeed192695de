import type { Filter, GraphEdgeLabel, GraphNode, GraphPath, GraphSearch, GraphSubject } from '@plumbline/core';

/** One hop of a walk: along any of these edges, with, against or whatever their direction. */
export interface Move {
  readonly edges: readonly GraphEdgeLabel[];
  readonly direction: 'out' | 'in' | 'both';
}

/** What may be read: conditions on the properties of nodes and edges, access included. */
export interface Reach {
  readonly nodes: Filter;
  readonly edges: Filter;
  /** Epoch milliseconds. */
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
}

/** Where a walk begins, how it goes on, and how far it may spread. */
export interface Walk {
  /** Nodes within reach. */
  readonly starts: readonly GraphNode[];
  /** The move of each hop. */
  readonly moves: readonly Move[];
  /** Edges followed from one node in one hop: the strongest, by weight and then id. */
  readonly fanOut: number;
  /** Walks of one hop or more in all: hop by hop the strongest, by product of weights and then ids. */
  readonly paths: number;
}

export interface WalkResult {
  /** Every walk of one hop or more, the shorter before the longer. */
  readonly paths: readonly GraphPath[];
  readonly limits: GraphSearch['limits'];
}

/** A place where the graph is kept. It only reads, and only what is within reach. */
export interface GraphStore {
  /** For messages: a file, a host. */
  readonly name: string;
  /** The nodes that have one of the identifiers, by id, at most a hundred. */
  find(subjects: readonly GraphSubject[], reach: Reach): Promise<GraphNode[]>;
  walk(walk: Walk, reach: Reach): Promise<WalkResult>;
}

/** How many nodes the subjects of one query may stand for. */
export const MAX_FOUND = 100;
