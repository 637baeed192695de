/**
 * Writes the sample graph of `examples/graph`: `nodes.csv` and `edges.csv` as Neptune's bulk loader takes them, about the
 * companies of the sample corpus. `examples/CORPUS.md` says what of it is real. The output is the same byte for byte on
 * every run. Run it with `node --conditions=@plumbline/source scripts/make-sample-graph.ts [folder]`.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Classification, GraphEdge, GraphEdgeLabel, GraphNode, GraphNodeLabel } from '@plumbline/core';
import { COMPANIES } from '@plumbline/core';
import { formatGraphCsv } from '@plumbline/retrievers/graph';

interface Access {
  readonly classification: Classification;
  readonly acl: readonly string[];
}

const TENANT = 'demo';
const PUBLIC: Access = { classification: 'public', acl: [] };
const DESK: Access = { classification: 'internal', acl: [] };
const INVENTED = 'fictitious example written for this project';
const KNOWN = 'public knowledge, written down for this example';

const TICKERS = 'AAPL ADBE AMCR AMZN AWK BBY CRM CVS EBAY JNJ JPM LMT MMM MSFT NFLX NKE ORCL PFE WMT'.split(' ');

/** Parent, name, share, from, until. */
const SUBSIDIARIES: readonly (readonly [string, string, number, string, string?])[] = [
  ['AMCR', 'Bemis Company, LLC', 1, '2019-06-11'],
  ['AMZN', 'Amazon Web Services, Inc.', 1, '2006-03-14'],
  ['AMZN', 'Whole Foods Market, Inc.', 1, '2017-08-28'],
  ['AWK', 'New Jersey-American Water Company, Inc.', 1, '2008-04-23'],
  ['BBY', 'GreatCall, Inc.', 1, '2018-10-01'],
  ['CRM', 'Slack Technologies, LLC', 1, '2021-07-21'],
  ['CRM', 'Tableau Software, LLC', 1, '2019-08-01'],
  ['CVS', 'Aetna Inc.', 1, '2018-11-28'],
  ['EBAY', 'PayPal Holdings, Inc.', 1, '2002-10-03', '2015-07-17'],
  ['JNJ', 'Janssen Pharmaceuticals, Inc.', 1, '1961-01-01'],
  ['LMT', 'Sikorsky Aircraft Corporation', 1, '2015-11-06'],
  ['LMT', 'United Launch Alliance, LLC', 0.5, '2006-12-01'],
  ['MSFT', 'GitHub, Inc.', 1, '2018-10-26'],
  ['MSFT', 'LinkedIn Corporation', 1, '2016-12-08'],
  ['NKE', 'Converse Inc.', 1, '2003-09-04'],
  ['ORCL', 'Cerner Corporation', 1, '2022-06-08'],
  ['ORCL', 'NetSuite Inc.', 1, '2016-11-07'],
];

/** Supplier, customer, what, strength, whether it is public knowledge. */
const SUPPLIES: readonly (readonly [string, string, string, number, boolean])[] = [
  ['AMZN', 'NFLX', 'cloud computing of Amazon Web Services', 0.8, true],
  ['AAPL', 'BBY', 'phones, tablets and computers for resale', 0.6, true],
  ['AMCR', 'PFE', 'blister packs (invented)', 0.3, false],
  ['AMCR', 'JNJ', 'packaging of wound care (invented)', 0.3, false],
  ['MMM', 'LMT', 'adhesives and films (invented)', 0.2, false],
  ['MMM', 'AAPL', 'optical films (invented)', 0.1, false],
  ['ORCL', 'JPM', 'databases (invented)', 0.4, false],
  ['MSFT', 'WMT', 'cloud computing (invented)', 0.4, false],
  ['CRM', 'NKE', 'customer records (invented)', 0.2, false],
];

/** What (a sector's name or a ticker), indicator, strength with sign; all assessed by the invented desk. */
const SENSITIVITIES: readonly (readonly [string, string, number])[] = [
  ['Information Technology', '10-year Treasury yield', -0.5],
  ['Communication Services', 'GDP', 0.3],
  ['Consumer Discretionary', 'consumer confidence', 0.6],
  ['Consumer Discretionary', 'unemployment rate', -0.5],
  ['Consumer Staples', 'CPI', -0.3],
  ['Financials', 'federal funds rate', 0.6],
  ['Health Care', 'CPI', -0.2],
  ['Industrials', 'industrial production', 0.6],
  ['Materials', 'PPI', -0.5],
  ['Utilities', '10-year Treasury yield', -0.7],
  ['AMCR', 'EURIBOR', -0.2],
  ['BBY', 'consumer confidence', 0.7],
  ['JPM', '10-year Treasury yield', 0.4],
  ['LMT', 'federal funds rate', -0.2],
];

/** Correlations of daily returns; invented. */
const CORRELATIONS: readonly (readonly [string, string, number])[] = [
  ['AAPL', 'MSFT', 0.74],
  ['ADBE', 'CRM', 0.68],
  ['AMZN', 'NFLX', 0.57],
  ['AMZN', 'EBAY', 0.52],
  ['BBY', 'WMT', 0.31],
  ['JNJ', 'PFE', 0.49],
  ['AWK', 'JPM', -0.12],
  ['NKE', 'BBY', 0.44],
  ['ORCL', 'MSFT', 0.61],
];

/** Client, access of the memo, day of the memo, positions with their share of the portfolio; as in the corpus. */
const CLIENTS: readonly (readonly [string, string, string, Readonly<Record<string, number>>])[] = [
  ['c-1001', 'group:advisors', '2023-09-08', { AAPL: 0.124, MSFT: 0.095, AWK: 0.08, JNJ: 0.075, notes: 0.36 }],
  ['c-1002', 'group:advisors', '2023-09-12', { AWK: 0.09, CVS: 0.07, WMT: 0.06, notes: 0.5 }],
  ['c-1003', 'unit:private-clients', '2023-08-30', { AMZN: 0.11, NFLX: 0.09, CRM: 0.08, NKE: 0.07 }],
];

const nodes: GraphNode[] = [];
const edges: GraphEdge[] = [];

function addNode(
  label: GraphNodeLabel,
  id: string,
  rest: Partial<GraphNode> & { name: string },
  access = PUBLIC,
): void {
  if (nodes.some((node) => node.id === id)) return;
  nodes.push({ id, label, ...rest, tenant: TENANT, ...labelled(access) });
}

type EdgeFacts = Pick<GraphEdge, 'asOf' | 'source'> &
  Partial<Pick<GraphEdge, 'weight' | 'sign' | 'until' | 'title' | 'note'>>;

function addEdge(label: GraphEdgeLabel, ends: readonly [string, string], facts: EdgeFacts, access = PUBLIC): void {
  const [from, to] = ends;
  const id = `${label.toLowerCase()}/${from}/${to}`;
  edges.push({ id, label, from, to, weight: 1, sign: 1, ...facts, tenant: TENANT, ...labelled(access) });
}

function labelled({ classification, acl }: Access): { classification: Classification; acl: string[] } {
  return { classification, acl: [`tenant:${TENANT}`, ...acl] };
}

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

for (const ticker of TICKERS) {
  const company = COMPANIES.find((known) => known.ticker === ticker);
  if (company === undefined) throw new Error(`${ticker} is not in the table of companies`);
  const [issuer, share, sector] = [`issuer/${ticker}`, `share/${ticker}`, `sector/${slug(company.sector)}`];
  addNode('Issuer', issuer, { name: company.name, ticker });
  addNode('Security', share, { name: `${company.name} common stock`, ticker, kind: 'common stock' });
  addNode('Sector', sector, { name: company.sector });
  addEdge('ISSUED_BY', [share, issuer], { asOf: '2015-01-01', source: KNOWN });
  addEdge('IN_SECTOR', [issuer, sector], { asOf: '2023-03-17', source: KNOWN, title: 'GICS sectors' });
}
addNode('Security', 'treasury/notes-1-5', { name: 'US Treasury notes, 1 to 5 years', kind: 'government notes' });
addNode('Indicator', 'indicator/2-year-treasury-yield', { name: '2-year Treasury yield' });
addEdge(
  'SENSITIVE_TO',
  ['treasury/notes-1-5', 'indicator/2-year-treasury-yield'],
  {
    asOf: '2023-09-01',
    source: INVENTED,
    weight: 0.9,
    sign: -1,
  },
  DESK,
);

for (const [parent, name, weight, asOf, until] of SUBSIDIARIES) {
  const shortName = name.replace(/,? (?:Inc\.|LLC|Corporation|Holdings, Inc\.|Company, Inc\.)$/, '');
  addNode('Issuer', `issuer/${slug(name)}`, { name, ...(shortName === name ? {} : { shortName }) });
  const ended = until === undefined ? {} : { until };
  addEdge('OWNS', [`issuer/${parent}`, `issuer/${slug(name)}`], { asOf, ...ended, weight, source: KNOWN });
}
for (const [from, to, note, weight, isKnown] of SUPPLIES) {
  const source = isKnown ? KNOWN : INVENTED;
  addEdge('SUPPLIES', [`issuer/${from}`, `issuer/${to}`], { asOf: '2022-12-31', weight, note, source });
}
for (const [what, indicator, strength] of SENSITIVITIES) {
  const from = TICKERS.includes(what) ? `issuer/${what}` : `sector/${slug(what)}`;
  addNode('Indicator', `indicator/${slug(indicator)}`, { name: indicator });
  const facts = { weight: Math.abs(strength), sign: strength < 0 ? -1 : 1, title: 'Desk view, autumn 2023' } as const;
  addEdge(
    'SENSITIVE_TO',
    [from, `indicator/${slug(indicator)}`],
    { asOf: '2023-09-01', source: INVENTED, ...facts },
    DESK,
  );
}
addEdge(
  'SENSITIVE_TO',
  ['issuer/AWK', 'indicator/10-year-treasury-yield'],
  {
    asOf: '2015-12-18',
    source: 'house-view-us-rates-2015.md',
    title: 'House view — US rates after lift-off',
    weight: 0.4,
    sign: -1,
    note: 'borrows for its network and feels higher rates with a delay',
  },
  DESK,
);
for (const [left, right, correlation] of CORRELATIONS) {
  const facts = {
    weight: Math.abs(correlation),
    sign: correlation < 0 ? -1 : 1,
    note: 'daily returns of three years',
  } as const;
  addEdge('CORRELATED_WITH', [`share/${left}`, `share/${right}`], { asOf: '2023-06-30', source: INVENTED, ...facts });
}
for (const [client, narrow, asOf, positions] of CLIENTS) {
  const access: Access = { classification: 'confidential', acl: [`client:${client}`, narrow] };
  const source = `client-review-${client}.md`;
  addNode('Client', client, { name: `Client ${client}` }, access);
  for (const [what, weight] of Object.entries(positions)) {
    const holding = `holding/${client}/${what}`;
    const security = what === 'notes' ? 'treasury/notes-1-5' : `share/${what}`;
    const name = what === 'notes' ? 'Treasury notes' : what;
    addNode('Holding', holding, { name: `${name} position of client ${client}` }, access);
    addEdge('HOLDS', [client, holding], { asOf, source, weight, title: `Review of client ${client}` }, access);
    addEdge('POSITION_IN', [holding, security], { asOf, source }, access);
  }
}

const folder = process.argv[2] ?? join(import.meta.dirname, '..', 'examples', 'graph');
const csv = formatGraphCsv({ nodes, edges });
await mkdir(folder, { recursive: true });
await writeFile(join(folder, 'nodes.csv'), csv.nodes);
await writeFile(join(folder, 'edges.csv'), csv.edges);
