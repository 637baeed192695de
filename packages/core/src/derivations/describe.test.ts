import { describe, expect, it } from 'vitest';
import type { Candidate } from './candidate.ts';
import { describeDerivation } from './describe.ts';
import { readGrounds } from './grounds.ts';
import { poseProblem } from './problem.ts';

const grounds = readGrounds([
  {
    id: 'p3',
    kind: 'table',
    rows: [
      ['', '2023', '2022'],
      ['Revenue', '1,052.1', '1,000.0'],
      ['Result', '(5)', '(10)'],
      ['Margin', '4.5 %', '4.0 %'],
    ],
  },
  { id: 'p4', kind: 'text', text: 'The company paid $ 1.5 billion in 2022.' },
]);
const problem = poseProblem(grounds, 'What was it?', [{ question: 'And before?', answer: 7 }]);
const at = (value: number, kind = 'cell') =>
  problem.operands.findIndex(
    (operand) => operand.value === value && (operand.kind === kind || operand.kind === 'text'),
  );

describe('a derivation in words', () => {
  const cases: [Candidate, string][] = [
    [
      { operation: 'change', shape: 'row', operands: [at(1052.1), at(1000)], value: 0.0521 },
      '5.21 % = (1,052.1 − 1,000.0) / 1,000.0, Revenue, 2023 over 2022, passage p3',
    ],
    [
      { operation: 'change', shape: 'row', operands: [at(-5), at(-10)], value: 0.5 },
      '50.00 % = ((−5) − (−10)) / |(−10)|, Result, 2023 over 2022, passage p3',
    ],
    [
      { operation: 'negatedSum', shape: 'row', operands: [at(-5), at(-10)], value: 15 },
      '15 = −((−5) + (−10)), Result, 2023 and 2022, passage p3',
    ],
    [
      { operation: 'difference', shape: 'row', operands: [at(4.5), at(4)], value: 0.5 },
      '0.5 % = 4.5 % − 4.0 %, Margin, 2023 over 2022, passage p3',
    ],
    [
      { operation: 'ratio', shape: 'across', operands: [at(-5), at(1000)], value: -0.005 },
      '−0.0050 = (−5) / 1,000.0, Result and Revenue, 2023 over 2022, passage p3',
    ],
    [{ operation: 'value', shape: 'single', operands: [at(1000)], value: 1000 }, '1,000.0, Revenue, 2022, passage p3'],
    [
      { operation: 'rescaled', shape: 'text', operands: [at(1.5)], value: 1500 },
      '1,500.0 = 1.5 in full, “The company paid $ 1.5 billion in 2022.”, 2022, passage p4',
    ],
    [
      { operation: 'difference', shape: 'history', operands: [at(1000), at(7, 'history')], value: 993 },
      '993.0 = 1,000.0 − 7, Revenue, 2022, passage p3 and an earlier answer',
    ],
  ];
  it.each(cases)('%#', (candidate, words) => {
    expect(describeDerivation(problem, candidate, { nameSource: (id) => `passage ${id}` })).toBe(words);
  });

  it('names the column where the rows are periods', () => {
    const rows = [
      ['Year', 'Net sales', 'Margin'],
      ['2023', '120', '5 %'],
      ['2022', '100', '4 %'],
    ];
    const turned = poseProblem(readGrounds([{ id: 't', kind: 'table', rows }]), '');
    const place = (value: number) => turned.operands.findIndex((operand) => operand.value === value);
    const candidate: Candidate = {
      operation: 'change',
      shape: 'column',
      operands: [place(120), place(100)],
      value: 0.2,
    };
    expect(describeDerivation(turned, candidate)).toBe('20.00 % = (120 − 100) / 100, Net sales, 2023 over 2022, t');
  });

  it('takes the number as the answer writes it', () => {
    const candidate: Candidate = { operation: 'sum', shape: 'row', operands: [at(-5), at(-10)], value: -15 };
    expect(describeDerivation(problem, candidate, { stated: '−15.0' })).toMatch(/^−15\.0 = \(−5\) \+ \(−10\), Result/);
  });
});
