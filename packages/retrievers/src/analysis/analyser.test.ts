import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAnalyser, isNumber } from './analyser.ts';

const analyser = createAnalyser();

describe('words', () => {
  it.each([
    ['$(2,345) and 1,327.9', '2345 and 1327.9'],
    ['FY18, FY 2019 and FY’20', '2018 2019 and 2020'],
    ['FY96', '1996'],
    ['the 10-K, 10-Q and 8-K', 'the 10k 10q and 8k'],
    ["3M's R&D, PG&E, Q3", '3m r&d pg&e q3'],
    ['long-term debt', 'long term debt'],
    ['Übernahme von Société', 'übernahme von société'],
    ['', ''],
  ])('%s', (text, words) => {
    expect(analyser.words(text).join(' ')).toBe(words);
  });
});

it('stems, and leaves out words without meaning', () => {
  expect(analyser.stems('What were the purchases of properties?')).toEqual(['purchas', 'properti']);
  expect(analyser.stems('purchasing a property')).toEqual(['purchas', 'properti']);
});

it('never makes a token with a blank, so that tokens can be joined by blanks', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const stem of analyser.stems(text)) expect(stem).toMatch(/^\S+$/u);
    }),
    { numRuns: 500 },
  );
});

it('splits plain ASCII as it splits any text', () => {
  const piece = fc.oneof(fc.constantFrom('fy', '10-K', "'s", '&', '1,327.9', '-', '.', ' ', '\n'), fc.string());
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('');
      expect(analyser.words(text)).toEqual(analyser.words(`${text} ☃`));
    }),
    { numRuns: 1000 },
  );
});

it('gives the same stems for the same text, also after very many others', () => {
  const fresh = createAnalyser();
  const before = fresh.stems('consolidated statements of operations');
  for (let index = 0; index < 60_000; index += 1)
    fresh.stem(`word${'abcdefghij'[index % 10]}x${'q'.repeat(index % 7)}`);
  expect(fresh.stems('consolidated statements of operations')).toEqual(before);
});

it.each([
  ['2018', true],
  ['1327.9', true],
  ['10k', false],
  ['q3', false],
])('knows a number: %s', (token, expected) => {
  expect(isNumber(token)).toBe(expected);
});
