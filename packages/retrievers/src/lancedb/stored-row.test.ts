import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeStoredRow, encodeStoredRow } from './stored-row.ts';

const metadata = {
  docId: 'd',
  chunk: 0,
  title: 'A "title"\nof two lines',
  source: 's',
  docType: '10-K',
  asOf: '2020-12-31',
  classification: 'public' as const,
  acl: ['tenant:demo'],
};
const facts = { subjects: ['3m', 'coca cola'], periods: ['2019', '2020-Q1'] };

it('gives back what it was given, whatever the text holds', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.constantFrom('', '\0', '\uFEFF'),
      fc.string({ unit: 'grapheme' }),
      (id, start, rest) => {
        const passage = { id, pageContent: `${start}${rest}\0`, metadata };
        const row = decodeStoredRow(
          new TextEncoder().encode(encodeStoredRow({ facts, terms: 'net sale\nrow 12', passage })),
        );
        expect(new TextDecoder().decode(row.terms)).toBe('net sale\nrow 12');
        expect(row.facts).toEqual(facts);
        expect(row.passage()).toEqual(passage);
      },
    ),
  );
});
