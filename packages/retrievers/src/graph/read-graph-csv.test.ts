import { InvalidInputError, sealAcl } from '@plumbline/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testEdge, testNode } from '../testing/graph/elements.ts';
import { formatAcl } from './acl-text.ts';
import { formatGraphCsv } from './format-graph-csv.ts';
import { readGraphCsv } from './read-graph-csv.ts';

const acl = formatAcl(['tenant:demo']);
const NODE_HEADER =
  '~id,~label,id:String(single),name:String(single),cusip:String(single),tenant:String(single),classification:String(single),acl:String(single)';
const EDGE_HEADER =
  '~id,~from,~to,~label,id:String,weight:Double,sign:Int,asOf:String,source:String,tenant:String,classification:String,acl:String';
const node = (id: string, label: string, rest = `${id},,demo,public,${acl}`): string => `${id},${label},${id},${rest}`;
const edge = (id: string, from: string, to: string, label: string): string =>
  `${id},${from},${to},${label},${id},0.5,1,2023-01-31,list.csv,demo,public,${acl}`;

const nodes = (...rows: string[]) => ({ name: 'nodes.csv', text: [NODE_HEADER, ...rows].join('\n') });
const edges = (...rows: string[]) => ({ name: 'edges.csv', text: [EDGE_HEADER, ...rows].join('\r\n') });

describe('files of the bulk loader', () => {
  it('become nodes and edges, in whatever order the files come', () => {
    const files = [
      edges(edge('e1', 'i1', 's1', 'IN_SECTOR')),
      nodes(
        node('s1', 'Sector'),
        'i1,Issuer,i1,"Comma, ""Quote"" and\nline",,demo,internal,::client:*::group:g::tenant:demo::unit:*::',
        '',
      ),
    ];
    const read = readGraphCsv(files);
    expect(read.nodes.map(({ id, label, name, classification }) => [id, label, name, classification])).toEqual([
      ['s1', 'Sector', 's1', 'public'],
      ['i1', 'Issuer', 'Comma, "Quote" and\nline', 'internal'],
    ]);
    expect(read.nodes[1]?.acl).toEqual(['client:*', 'group:g', 'tenant:demo', 'unit:*']);
    expect(read.edges).toMatchObject([{ id: 'e1', from: 'i1', to: 's1', weight: 0.5, sign: 1, asOf: '2023-01-31' }]);
    expect(read.nodes[0]).not.toHaveProperty('cusip');
  });

  it.each([
    [
      'a wrong check digit',
      [nodes(node('x', 'Security', `x,037833101,demo,public,${acl}`))],
      /nodes\.csv, line 2: 037833101 is no valid CUSIP/,
    ],
    [
      'an open access list',
      [nodes(node('x', 'Issuer', 'x,,demo,public,::tenant:demo::'))],
      /line 2: the access list .* not sealed; write "::client:\*::/,
    ],
    ['tokens that are none', [nodes(node('x', 'Issuer', `x,,demo,public,${formatAcl(['everyone'])}`))], /acl/],
    ['another tenant’s access list', [nodes(node('x', 'Issuer', `x,,other,public,${acl}`))], /tenant:other/],
    ['no tenant', [nodes(node('x', 'Issuer', `x,,,public,${acl}`))], /tenant/],
    ['an unknown classification', [nodes(node('x', 'Issuer', `x,,demo,secret,${acl}`))], /classification/],
    ['no classification', [nodes(node('x', 'Issuer', `x,,demo,,${acl}`))], /classification/],
    ['an unknown label', [nodes(node('x', 'Person'))], /label/],
    ['an id with a blank', [nodes('a b,Issuer,a b,x,,demo,public,')], /nodes\.csv, line 2/],
    ['an id that differs', [nodes(`x,Issuer,y,x,,demo,public,${acl}`)], /id is "y" and differs from ~id/],
    ['a node twice', [nodes(node('x', 'Issuer'), node('x', 'Issuer'))], /line 3: the node x is there twice/],
    [
      'an edge into nothing',
      [nodes(node('x', 'Issuer')), edges(edge('e', 'x', 'y', 'OWNS'))],
      /edges\.csv, line 2: ~to is y/,
    ],
    [
      'an edge between the wrong kinds',
      [nodes(node('x', 'Issuer'), node('y', 'Issuer')), edges(edge('e', 'x', 'y', 'IN_SECTOR'))],
      /must be Sector, y is Issuer/,
    ],
    [
      'a day that is none',
      [nodes(node('x', 'Issuer')), edges(edge('e', 'x', 'x', 'OWNS').replace('2023-01-31', '31.01.2023'))],
      /asOf/,
    ],
    [
      'a weight above 1',
      [nodes(node('x', 'Issuer')), edges(edge('e', 'x', 'x', 'OWNS').replace('0.5', '51'))],
      /weight/,
    ],
    [
      'a weight that is no number',
      [nodes(node('x', 'Issuer')), edges(edge('e', 'x', 'x', 'OWNS').replace('0.5', '50%'))],
      /weight is "50%"/,
    ],
    ['a row too short', [nodes('x,Issuer')], /nodes\.csv is no valid CSV/],
    ['no header', [{ name: 'nodes.csv', text: '' }], /nodes\.csv is empty/],
    ['an unknown column', [{ name: 'n.csv', text: `${NODE_HEADER},colour:String(single)` }], /unknown property colour/],
    ['a column missing', [{ name: 'n.csv', text: '~id,~label' }], /the column id is missing/],
    [
      'a list',
      [{ name: 'n.csv', text: NODE_HEADER.replace('name:String(single)', 'name:String[]') }],
      /lists are no properties/,
    ],
    ['a date', [{ name: 'e.csv', text: EDGE_HEADER.replace('asOf:String', 'asOf:Date') }], /asOf:Date: must be String/],
    [
      'a set of values',
      [{ name: 'n.csv', text: NODE_HEADER.replace('name:String(single)', 'name:String') }],
      /write name:String\(single\)/,
    ],
    ['a column twice', [{ name: 'n.csv', text: `${NODE_HEADER},name:String(single)` }], /name is there twice/],
  ])('with %s are refused', (_, files, message) => {
    expect(() => readGraphCsv(files)).toThrow(InvalidInputError);
    expect(() => readGraphCsv(files)).toThrow(message);
  });

  it('come back from what is written of them', () => {
    const texts = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.trim() !== '');
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1, maxLength: 5 }), (names) => {
        const written = names.map((name, at) => testNode('Issuer', `n${at}`, { name, acl: sealAcl(['tenant:demo']) }));
        const owns = testEdge('OWNS', ['n0', 'n0'], { note: names.join(), weight: 0.1, acl: sealAcl(['tenant:demo']) });
        const csv = formatGraphCsv({ nodes: written, edges: [owns] });
        const read = readGraphCsv([
          { name: 'e', text: csv.edges },
          { name: 'n', text: csv.nodes },
        ]);
        expect(read).toEqual({ nodes: written, edges: [owns] });
      }),
    );
  });

  it('that are anything at all are read or refused with a reason', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('~id', '~from', 'id:String', '"', ',', '\n', 'x'));
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 30 }), (cells) => {
        try {
          readGraphCsv([{ name: 'x.csv', text: cells.join(',') }]);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidInputError);
        }
      }),
    );
  });
});
