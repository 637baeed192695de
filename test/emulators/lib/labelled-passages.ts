import { CLASSIFICATIONS, type Passage } from '@plumbline/core';
import { testPassage } from '@plumbline/core/testing';

const TENANTS = ['tenant:demo', 'tenant:other', ''];
const NARROW = ['', 'group:g1', 'group:g2 client:c1', 'client:c1', 'unit:u1', 'group:g1 unit:u2'];
const DATES = ['2020', '2020-06-30', '2021-06', '2021-06-30T12:00:00.000Z', 'undated', ''];

/** Passages of every class, tenant and narrowing that share the word "cash"; fields are there on some and not on others. */
export const LABELLED_PASSAGES: readonly Passage[] = CLASSIFICATIONS.flatMap((classification, level) =>
  TENANTS.flatMap((tenant, at) =>
    NARROW.map((narrow, place): Passage => {
      const n = level * 18 + at * 6 + place;
      const acl = `${tenant} ${narrow}`.split(' ').filter((token) => token !== '');
      return testPassage({
        id: `doc-${n}`,
        pageContent: `cash mark${n}`,
        metadata: {
          docId: `doc-${n}`,
          title: 'cash',
          docType: ['10-K', 'note', "it's"][n % 3] ?? '',
          asOf: DATES[n % DATES.length] ?? '',
          classification,
          acl,
          ...(n % 2 === 0 ? { fiscalYear: 2019 + (n % 4) } : {}),
          ...(n % 3 === 0 ? { company: '3M', ticker: 'MMM' } : {}),
          ...(n % 5 === 0 ? { company: '漢字' } : {}),
        },
      });
    }),
  ),
);

/** The last moment each of their dates can mean. */
export function boundOf(asOf: string): string {
  const bounds: Record<string, string> = {
    '2020': '2020-12-31T23:59:59.999Z',
    '2020-06-30': '2020-06-30T23:59:59.999Z',
    '2021-06': '2021-06-30T23:59:59.999Z',
    '2021-06-30T12:00:00.000Z': '2021-06-30T12:00:00.000Z',
  };
  return bounds[asOf] ?? '9999-12-31T23:59:59.999Z';
}
