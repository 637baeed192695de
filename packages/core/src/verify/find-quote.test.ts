import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findQuote } from './find-quote.ts';

const TEXT = 'Sales  rose\nto “$5 million” in 2019 [1] — a record. Nothing else.';

describe('a quotation', () => {
  it.each([
    ['word for word', 'a record. Nothing else'],
    ['in other white space, case and punctuation', 'sales rose to "$5 million" in 2019 - a record'],
    ['with markers blanked', 'Sales rose to "$5 million" in 2019     — a record    .'],
    ['with emphasis', '**Sales** rose to “$5 million”'],
  ])('is found %s', (_, quote) => {
    expect(findQuote(TEXT, quote)).toBeDefined();
  });

  it.each([
    ['another figure', 'Sales rose to “$6 million” in 2019'],
    ['another order', 'to $5 million sales rose'],
    ['too few words to mean anything', 'in 2019'],
  ])('is not found with %s', (_, quote) => {
    expect(findQuote(TEXT, quote)).toBeUndefined();
  });

  it('is found where it was cut from', () => {
    const texts = fc.array(fc.constantFrom('Sales', 'rose', 'to', '5', ' ', '\n', '*', '[1]', '—', 'İ', '🙂'), {
      minLength: 20,
      maxLength: 40,
    });
    fc.assert(
      fc.property(texts, fc.nat(10), (words, from) => {
        const text = words.join(' ');
        const quote = text.slice(from);
        const span = findQuote(text, quote);
        if (span !== undefined) expect(text.slice(span.start, span.end).length).toBeLessThanOrEqual(quote.length);
      }),
    );
  });
});
