import { describe, expect, it } from 'vitest';
import type { Candidate } from './candidate.ts';
import { readGrounds } from './grounds.ts';
import { withSignsAsPrinted } from './outflow.ts';
import { poseProblem } from './problem.ts';

function sumOf(label: string, question: string): Candidate {
  const rows = [
    ['', '2016', '2015'],
    [label, '(10)', '(4)'],
  ];
  const problem = poseProblem(readGrounds([{ kind: 'table', id: 't', rows }]), question);
  const used = problem.operands.flatMap(({ kind }, index) => (kind === 'cell' ? [index] : []));
  return withSignsAsPrinted(problem, { operation: 'negatedSum', shape: 'row', operands: used, value: 14 });
}

describe('numbers in brackets', () => {
  it.each([
    ['Free cash flow', 'What was the total free cash flow of 2015 and 2016?'],
    ['Operating income', 'What is the sum over both years?'],
  ])('keep their minus in %s', (label, question) => {
    expect(sumOf(label, question)).toMatchObject({ operation: 'sum', value: -14 });
  });

  it.each([
    ['Interest expense', 'What was the total of 2015 and 2016?'],
    ['Net loss', 'What was the total of 2015 and 2016?'],
    ['Cash flow', 'How much cash was used in 2015 and 2016?'],
  ])('lose it where they are costs, losses or payments: %s', (label, question) => {
    expect(sumOf(label, question)).toMatchObject({ operation: 'negatedSum', value: 14 });
  });
});
