import { describe, expect, it } from 'vitest';
import { parseFigures } from '../figures/parse-figures.ts';
import type { Measure } from '../tables/table.ts';
import type { Operation } from './candidate.ts';
import { type Statement, statedNumber, statementOf } from './states-figure.ts';

const MILLIONS: Measure = { unit: 'currency', scale: 1e6 };
const PERCENT: Measure = { unit: 'percent', scale: 1 };

describe('a figure and the number it states', () => {
  const cases: [string, Operation, number, Measure | undefined, Statement | undefined][] = [
    ['1,577', 'value', 1577, MILLIONS, 'number'],
    ['1,577.1', 'value', 1577, {}, 'number'],
    ['1,578', 'value', 1577, {}, undefined],
    ['$1.6 billion', 'value', 1577, MILLIONS, 'other scale'],
    ['$1.5 billion', 'value', 1577, MILLIONS, undefined],
    ['1,577,000,000', 'value', 1577, MILLIONS, 'other scale'],
    ['4.2 %', 'change', 0.042, MILLIONS, 'as percentage'],
    ['4.2 %', 'value', 4.2, PERCENT, 'percentage'],
    ['420 bps', 'value', 4.2, PERCENT, 'percentage'],
    ['4.2 %', 'value', 4.2, {}, 'unmarked percentage'],
    ['4.2', 'value', 4.2, PERCENT, 'percent number'],
    ['4.2', 'change', 0.042, MILLIONS, 'bare percentage'],
    ['4.2', 'ratio', 0.042, MILLIONS, undefined],
    ['0.042', 'value', 4.2, PERCENT, 'as fraction'],
    ['0.042', 'change', 0.042, MILLIONS, 'fraction'],
    ['$4.2', 'value', 4.2, PERCENT, undefined],
    ['$4.2', 'change', 4.2, MILLIONS, undefined],
    ['$4.2', 'ratio', 4.2, MILLIONS, 'fraction'],
    ['0', 'value', 12, PERCENT, undefined],
  ];
  it.each(cases)('%s for %s %d', (text, operation, value, measure, statement) => {
    const [figure] = parseFigures(text);
    if (figure === undefined) throw new Error(text);
    expect(statementOf(statedNumber(figure), operation, value, measure)).toBe(statement);
  });
});
