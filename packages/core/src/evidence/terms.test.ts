import { describe, expect, it } from 'vitest';
import { stem } from './stem.ts';
import { termsOf } from './terms.ts';

describe('terms of a text', () => {
  it.each([
    ['expenditures', 'expenditure'],
    ['inventories', 'inventory'],
    ['losses', 'loss'],
    ['raised', 'raise'],
    ['operating', 'operations'],
    ['paid', 'pay'],
    ['amortisation', 'amortization'],
    ["company's", 'company'],
  ])('%s and %s meet', (left, right) => {
    expect(stem(left)).toBe(stem(right));
  });

  it.each([['basis'], ['status'], ['10-k'], ['s&p']])('%s stays', (word) => {
    expect(stem(word)).toBe(word);
  });

  it.each([
    ['net cash provided by operating activities', 'operating cash flow'],
    ['Purchases of property, plant and equipment (PP&E)', 'capital expenditure'],
    ['the target range for the federal funds rate', 'federal funds rate'],
    ['Cost of goods sold', 'cost of revenue'],
  ])('"%s" is %s', (text, concept) => {
    expect([...termsOf(text).concepts.keys()]).toContain(concept);
  });

  it('does not take a part of a longer term for a term of its own', () => {
    expect([...termsOf('cost of revenue').concepts.keys()]).toEqual(['cost of revenue']);
  });
});
