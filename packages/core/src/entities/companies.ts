import type { CompanyRecord } from './company-record.ts';

/** Listed companies known by name: the default table of `linkEntities`. */
export const COMPANIES: readonly CompanyRecord[] = [
  { ticker: 'MMM', name: '3M Company', aliases: ['3M'], sector: 'Industrials' },
  { ticker: 'AAPL', name: 'Apple Inc.', aliases: ['Apple'], sector: 'Information Technology' },
];
