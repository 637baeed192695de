import type { GraphEdge, GraphNode, GraphPath } from '@plumbline/core';

/**
 * A path in words: what leads from where to where, then one sentence per edge with its source. Shares along a chain of
 * owners are multiplied, and the sentence says so.
 *
 * @example
 * // Path from Apple Inc. to 10-year Treasury yield (2 steps).
 * // Apple Inc. is in the sector Information Technology (source: sector list, as of 2023-03-17).
 * // …
 */
export function explainPath({ nodes, edges }: GraphPath): string {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const [first, last] = [nodes.at(0), nodes.at(-1)];
  const steps = edges.length === 1 ? '1 step' : `${edges.length} steps`;
  const sentences = edges.map((edge) => {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    return `${statement(edge, nameOf(from), nameOf(to))} (${sourceOf(edge)}).`;
  });
  return [
    `Path from ${nameOf(first)} to ${nameOf(last)} (${steps}).`,
    ...sentences,
    ...indirectShare(nodes, edges),
  ].join('\n');
}

function nameOf(node: GraphNode | undefined): string {
  return oneLine(node?.name ?? 'an unnamed node');
}

/** What the graph holds is data: no text of it may look like a sentence of ours on a line of its own. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}

function statement(edge: GraphEdge, from: string, to: string): string {
  const note = edge.note === undefined ? '' : `: ${oneLine(edge.note)}`;
  switch (edge.label) {
    case 'HOLDS':
      return `${from} holds ${to}, ${percent(edge.weight)} of the portfolio${note}`;
    case 'POSITION_IN':
      return `${from} is a position in ${to}${note}`;
    case 'ISSUED_BY':
      return `${from} is issued by ${to}${note}`;
    case 'IN_SECTOR':
      return `${from} is in the sector ${to}${note}`;
    case 'SENSITIVE_TO': {
      const way = edge.sign === 1 ? 'in the same direction' : 'in the opposite direction';
      return `${from} is sensitive to ${to}, ${way}, assessed strength ${edge.weight}${note}`;
    }
    case 'OWNS':
      return `${from} owns ${percent(edge.weight)} of ${to}${note}`;
    case 'SUPPLIES':
      return `${from} supplies ${to}${note}`;
    case 'CORRELATED_WITH':
      return `${from} and ${to} have a correlation of ${edge.sign === 1 ? '' : '-'}${edge.weight}${note}`;
  }
}

function sourceOf({ title, source, page, asOf, until }: GraphEdge): string {
  const where = title === undefined || title === source ? source : `${title}, ${source}`;
  const when = until === undefined ? `as of ${asOf}` : `from ${asOf} until ${until}`;
  return `source: ${oneLine(where)}${page === undefined ? '' : `, page ${page}`}, ${when}`;
}

/** Only of a chain that runs one way: what one owns of the other through those between. */
function indirectShare(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): string[] {
  const owned = edges.filter(({ label }) => label === 'OWNS');
  const [first, last] = [owned.at(0), owned.at(-1)];
  if (first === undefined || last === undefined || owned.length < 2) return [];
  const name = (id: string): string => nameOf(nodes.find((node) => node.id === id));
  const isDownward = owned.every((edge, index) => index === 0 || edge.from === owned[index - 1]?.to);
  const [owner, subsidiary] = isDownward ? [first.from, last.to] : [last.from, first.to];
  const inOrder = isDownward ? owned : owned.toReversed();
  const share = inOrder.reduce((product, { weight }) => product * weight, 1);
  const sum = inOrder.map(({ weight }) => percent(weight)).join(' × ');
  return [`Through this chain ${name(owner)} owns ${percent(share)} of ${name(subsidiary)} (${sum}).`];
}

/** At most two digits after the point. */
function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))}%`;
}
