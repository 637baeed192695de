import { describe, expect, it } from 'vitest';
import { type Condition, join } from './condition.ts';
import { fit } from './fit.ts';

type Texts = Condition<string>;
const leaf = (name: string): Texts => ({ op: 'leaf', leaf: name });
const leaves = (count: number, from = 0) => Array.from({ length: count }, (_, n) => leaf(`${from + n}`));
const limits = { depth: 2, length: 3, depthOf: (name: string) => (name.startsWith('!') ? 1 : 0) };
const fitted = (condition: Texts) => fit({ condition, exact: true }, limits);

describe('fitting a condition to the limits of a service', () => {
  it.each<[string, Texts]>([
    ['a leaf', leaf('a')],
    ['a flat list', { op: 'and', parts: leaves(3) }],
    ['a list in a list', { op: 'or', parts: [leaf('a'), { op: 'and', parts: leaves(3) }] }],
    ['a negated leaf in a list', { op: 'and', parts: [leaf('!a'), leaf('b')] }],
    ['nothing', { op: 'none' }],
  ])('keeps %s', (_, condition) => {
    expect(fitted(condition)).toEqual({ condition, exact: true });
  });

  it.each(['and', 'or'] as const)('puts the leaves of a long "%s" into inner lists', (op) => {
    expect(fitted({ op, parts: leaves(7) })).toEqual({
      condition: { op, parts: [{ op, parts: leaves(3) }, { op, parts: leaves(3, 3) }, leaf('6')] },
      exact: true,
    });
  });

  it('drops the last of an "and" that is too long even so', () => {
    const { condition, exact } = fitted({ op: 'and', parts: leaves(20) });
    expect(condition).toMatchObject({
      op: 'and',
      parts: [{ parts: leaves(3) }, { parts: leaves(3, 3) }, { parts: leaves(3, 6) }],
    });
    expect(exact).toBe(false);
  });

  it.each<[string, Texts]>([
    ['an "or" that is too long', { op: 'or', parts: leaves(20) }],
    [
      'an "or" with a part that is too deep',
      { op: 'or', parts: [leaf('a'), { op: 'and', parts: [{ op: 'or', parts: leaves(2) }] }] },
    ],
  ])('lets %s match everything', (_, condition) => {
    expect(fitted(condition)).toEqual({ condition: { op: 'all' }, exact: false });
  });

  it('keeps one part of an "and" where no list fits', () => {
    const inner: Texts = { op: 'and', parts: [leaf('a'), leaf('b')] };
    const condition: Texts = {
      op: 'or',
      parts: [leaf('x'), { op: 'and', parts: [leaf('y'), { op: 'or', parts: [inner, leaf('z')] }] }],
    };
    expect(fitted(condition)).toEqual({ condition: { op: 'or', parts: [leaf('x'), leaf('y')] }, exact: false });
  });
});

describe('joining conditions', () => {
  it.each<[string, Texts, Texts]>([
    ['all adds nothing to an "and"', join('and', [{ op: 'all' }, leaf('a')]), leaf('a')],
    ['none decides an "and"', join('and', [{ op: 'none' }, leaf('a')]), { op: 'none' }],
    ['all decides an "or"', join('or', [{ op: 'all' }, leaf('a')]), { op: 'all' }],
    ['"and" of nothing', join('and', []), { op: 'all' }],
    ['"or" of nothing', join('or', []), { op: 'none' }],
    ['lists of one kind become one', join('or', [join('or', leaves(2)), leaf('2')]), { op: 'or', parts: leaves(3) }],
  ])('%s', (_, joined, expected) => {
    expect(joined).toEqual(expected);
  });
});
