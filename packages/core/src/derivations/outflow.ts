import type { Candidate } from './candidate.ts';
import type { Problem } from './problem.ts';

const OUTFLOW =
  /\b(?:loss\w*|expens\w*|costs?|charges?|us(?:e|ed|ing)|paid|pay\w*|spent|outflows?|liabilit\w*|allowances?|deficits?|decreas\w*|declin\w*|reduc\w*|deduct\w*|negative|debits?|write-?\w*|provisions?|tax\w*|repurchas\w*|dividends?|depreciation|amortization|impairment)\b/i;

/**
 * Whether numbers in brackets are stated without their minus: the question, the row or the column calls them a cost, a
 * loss or a payment. A negative cash flow or income keeps its minus.
 */
export function countsAsOutflow({ ask, grounds, operands }: Problem, { operands: used }: Pick<Candidate, 'operands'>) {
  const labels = used.flatMap((index) => {
    const operand = operands[index];
    const line = grounds.lines[operand?.line ?? -1];
    if (operand === undefined || line === undefined) return [];
    return [line.label, grounds.columns[line.table]?.[operand.column]?.label ?? ''];
  });
  return OUTFLOW.test([ask.text, ...labels].join(' '));
}

const AS_PRINTED = { negated: 'value', negatedSum: 'sum', negatedAverage: 'average' } as const;

/** The derivation with the signs of its sources, where it leaves them out without a reason. */
export function withSignsAsPrinted<T extends Candidate>(problem: Problem, candidate: T): T {
  const { operation, value } = candidate;
  if (operation !== 'negated' && operation !== 'negatedSum' && operation !== 'negatedAverage') return candidate;
  if (countsAsOutflow(problem, candidate)) return candidate;
  return { ...candidate, operation: AS_PRINTED[operation], value: -value };
}
