import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createTokenCounter } from './token-counter.ts';

const counter = createTokenCounter();
afterAll(() => counter[Symbol.dispose]());

/** Characters at which the pattern of cl100k decides, next to each other in all ways. */
const awkward = fc
  .array(
    fc.constantFrom(
      ...['a', 'Zb', '9', '1234', "'", "'s", "'LL", ' ', '  ', '\n', '\r\n', '\t', '.', '!?', ')', '$'],
      ...['é', '’', '\u00a0', '\u0085', '\ufeff', 'ſ', '\u2028', '٣', '漢', '\ud800', '😀', '<|endoftext|>'],
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

describe('the token counter', () => {
  it.each([
    ['', 0],
    ['Net sales', 2],
    ['tiktoken is great!', 6],
  ])('counts the tokens of %j', (text, tokens) => {
    expect(counter.count(text)).toBe(tokens);
  });

  it('counts by pieces what the encoder counts in one go', () => {
    fc.assert(
      fc.property(fc.oneof(awkward, fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
        expect(counter.count(text)).toBe(counter.encodeAndCount(text));
      }),
      { numRuns: 2000 },
    );
  });
});
