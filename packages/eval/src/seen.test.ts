import { describe, expect, it } from 'vitest';
import { readSeenRecords, seenShare } from './seen.ts';

/** What training/seen.py makes of the record `{ id: 'a', text: 'Net sales' }`. */
const FILE = { records: 1, bytes: 6, marks: Buffer.from('bc82a9a66ede', 'hex').toString('base64') };

describe('seen records', () => {
  it('recognises a text whatever its case, spacing and punctuation', () => {
    const seen = readSeenRecords(FILE);
    expect(seen.has({ id: 'other', text: 'NET  sales:' })).toBe(true);
    expect(seen.has({ id: 'other', text: 'net sale' })).toBe(false);
  });

  it('gives the share of records that were seen, by id or text', () => {
    const records = [
      { id: 'x', text: 'Net sales' },
      { id: 'y', text: 'Gross profit' },
    ];
    expect(seenShare(records, readSeenRecords(FILE))).toBe(0.5);
  });

  it('is 0 of no records', () => {
    expect(seenShare([], readSeenRecords(FILE))).toBe(0);
  });

  it('says what is wrong with a file that is none', () => {
    expect(() => readSeenRecords({ marks: 3 })).toThrow(/seen/);
    expect(() => readSeenRecords({ ...FILE, marks: 'AAAA' })).toThrow(/seen/);
  });
});
