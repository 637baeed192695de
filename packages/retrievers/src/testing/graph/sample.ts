import type { GraphElements } from '../../graph/elements.ts';
import { testEdge, testNode } from './elements.ts';

const forClient = { classification: 'confidential', acl: ['tenant:demo', 'client:c-1'] } as const;
const advisors = { ...forClient, acl: [...forClient.acl] };

/** A small market with one client, in which every template has an answer. */
export const SAMPLE: GraphElements = {
  nodes: [
    testNode('Client', 'c-1', { ...advisors, name: 'Client c-1' }),
    testNode('Holding', 'h-apple', { ...advisors, name: 'Apple position of client c-1' }),
    testNode('Security', 's-apple', { name: 'Apple common stock', ticker: 'AAPL', cusip: '037833100' }),
    testNode('Security', 's-msft', { name: 'Microsoft common stock', ticker: 'MSFT', isin: 'US5949181045' }),
    testNode('Security', 's-amcor', { name: 'Amcor ordinary shares', ticker: 'AMCR' }),
    testNode('Issuer', 'apple', { name: 'Apple Inc.', ticker: 'AAPL' }),
    testNode('Issuer', 'msft', { name: 'Microsoft Corporation', ticker: 'MSFT' }),
    testNode('Issuer', 'adobe', { name: 'Adobe Inc.', ticker: 'ADBE' }),
    testNode('Issuer', 'amcor', { name: 'Amcor plc', ticker: 'AMCR' }),
    testNode('Issuer', 'flexibles', { name: 'Amcor Flexibles North America' }),
    testNode('Issuer', 'plant', { name: 'Flexibles Plant One', shortName: 'Flexibles Plant One Inc' }),
    testNode('Issuer', 'resin', { name: 'Resin Works' }),
    testNode('Issuer', 'ethylene', { name: 'Ethylene Field' }),
    testNode('Sector', 'tech', { name: 'Information Technology' }),
    testNode('Indicator', 'ust10', { name: '10-year Treasury yield' }),
    testNode('Indicator', 'cpi', { name: 'CPI' }),
  ],
  edges: [
    testEdge('HOLDS', ['c-1', 'h-apple'], { ...advisors, weight: 0.124, source: 'client-review-c-1.md' }),
    testEdge('POSITION_IN', ['h-apple', 's-apple'], { ...advisors, source: 'client-review-c-1.md' }),
    testEdge('ISSUED_BY', ['s-apple', 'apple']),
    testEdge('ISSUED_BY', ['s-msft', 'msft']),
    testEdge('ISSUED_BY', ['s-amcor', 'amcor']),
    testEdge('IN_SECTOR', ['apple', 'tech'], { source: 'sectors.csv', title: 'Sector list', page: 2 }),
    testEdge('IN_SECTOR', ['msft', 'tech'], { weight: 0.9 }),
    testEdge('IN_SECTOR', ['adobe', 'tech'], { weight: 0.8 }),
    testEdge('SENSITIVE_TO', ['tech', 'ust10'], { weight: 0.6, sign: -1, source: 'house-view.md', asOf: '2023-03-01' }),
    testEdge('SENSITIVE_TO', ['apple', 'cpi'], { weight: 0.3 }),
    testEdge('OWNS', ['amcor', 'flexibles'], { weight: 0.8 }),
    testEdge('OWNS', ['flexibles', 'plant'], { weight: 0.5, asOf: '2020-06-30' }),
    testEdge('SUPPLIES', ['resin', 'amcor'], { weight: 0.7, note: 'polyethylene resin' }),
    testEdge('SUPPLIES', ['ethylene', 'resin'], { weight: 0.9 }),
    testEdge('SUPPLIES', ['amcor', 'adobe'], { weight: 0.1 }),
    testEdge('CORRELATED_WITH', ['s-apple', 's-msft'], { weight: 0.74, note: 'daily returns, three years' }),
    testEdge('CORRELATED_WITH', ['s-amcor', 's-apple'], { weight: 0.2, sign: -1 }),
  ],
};
