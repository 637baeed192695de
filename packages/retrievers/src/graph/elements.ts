import type { Filter, GraphEdge, GraphNode, GraphSubject } from '@plumbline/core';

/** What a graph is made of. */
export interface GraphElements {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** The nodes that any of the subjects stands for: those with any of its identifiers. */
export function anyOf(subjects: readonly GraphSubject[]): Filter {
  const values = new Map<string, Set<string>>();
  for (const subject of subjects) {
    for (const [field, value] of Object.entries(subject))
      values.set(field, (values.get(field) ?? new Set()).add(value));
  }
  return { op: 'or', filters: [...values].map(([field, wanted]) => ({ op: 'in', field, values: [...wanted] })) };
}

/** Whether a node is one of those a subject stands for. */
export function isMeant(node: GraphNode, subject: GraphSubject): boolean {
  const named: Readonly<Record<string, unknown>> = node;
  return Object.entries(subject).some(([field, value]) => named[field] === value);
}
