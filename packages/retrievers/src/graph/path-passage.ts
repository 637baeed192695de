import { createHash } from 'node:crypto';
import type { GraphCitation, GraphEdge, GraphPassage, GraphPath, GraphTemplateName } from '@plumbline/core';
import { combineAccess } from './combine-access.ts';
import { explainPath } from './explain-path.ts';

/**
 * A path as a passage: explained in words, with the sources of its edges, and the access of all its parts together.
 *
 * @returns undefined when no access list can say who may read all of it (see {@link combineAccess})
 */
export function pathPassage(path: GraphPath, template: GraphTemplateName): GraphPassage | undefined {
  const { nodes, edges } = path;
  const access = combineAccess([...nodes, ...edges]);
  if (access === undefined) return undefined;
  const id = `graph:${template}:${digest([...nodes, ...edges].map((element) => element.id))}`;
  const ends = [nodes.at(0)?.name, nodes.at(-1)?.name];
  return {
    id,
    pageContent: explainPath(path),
    metadata: {
      docId: id,
      chunk: 0,
      title: `Graph: ${ends.join(' to ')}`,
      source: [...new Set(edges.map(({ source }) => source))].join('; '),
      docType: 'graph-path',
      asOf:
        edges
          .map(({ asOf }) => asOf)
          .sort()
          .at(-1) ?? '',
      ...access,
      ...subjectOf(path),
      template,
      hops: edges.length,
      nodes: nodes.map((node) => node.id),
      edges: edges.map(toCitation),
      score: pathScore(path),
    },
  };
}

/** The product of the weights, divided by the number of hops: strong and short first. Fraction of 1. */
export function pathScore({ edges }: GraphPath): number {
  return edges.reduce((product, { weight }) => product * weight, 1) / Math.max(1, edges.length);
}

/** The first issuer on the path names the company, as a filing's passage does. */
function subjectOf({ nodes }: GraphPath): { company?: string; ticker?: string } {
  const issuer = nodes.find(({ label }) => label === 'Issuer');
  if (issuer === undefined) return {};
  return { company: issuer.name, ...(issuer.ticker === undefined ? {} : { ticker: issuer.ticker }) };
}

function toCitation({ weight, sign, note, tenant, classification, acl, ...citation }: GraphEdge): GraphCitation {
  return citation;
}

function digest(ids: readonly string[]): string {
  return createHash('sha256').update(ids.join(' ')).digest('hex').slice(0, 32);
}
