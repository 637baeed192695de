import type { Candidate, Operand } from '@plumbline/core/derivations';
import { formatNumber } from './format-number.ts';
import { scaleWord } from './unit-words.ts';

/** The numbers as printed, joined by what is done with them: `(52.1 − 50.0) / 50.0`. */
export function formulaOf({ operation, value, operands }: Candidate, used: readonly Operand[], mixed: boolean): string {
  const shown = used.map((operand) => showOperand(operand, mixed));
  const [a = '', b = '', c = ''] = shown;
  const sum = shown.join(' + ');
  switch (operation) {
    case 'value':
      return a;
    case 'negated':
      return `−${a}`;
    case 'rescaled':
      return `${a}${scaleWord(used[0]?.measure ?? {})}`;
    case 'difference':
      return `${a} − ${b}`;
    case 'change':
      return `(${a} − ${b}) / ${isOverMagnitude(value, used) ? `|${b}|` : b}`;
    case 'ratio':
      return `${a} / ${b}`;
    case 'sumShare':
      return `(${a} + ${b}) / ${c}`;
    case 'sum':
      return sum;
    case 'negatedSum':
      return `−(${sum})`;
    case 'average':
      return `(${sum}) / ${operands.length}`;
    case 'negatedAverage':
      return `−(${sum}) / ${operands.length}`;
    case 'product':
    case 'percentOf':
      return `${a} × ${b}`;
  }
}

/** A change from a negative number may be counted against its size. */
function isOverMagnitude(value: number, [a, b]: readonly Operand[]): boolean {
  return a !== undefined && b !== undefined && b.value < 0 && Math.sign(value) === Math.sign(a.value - b.value);
}

function showOperand({ kind, value, decimals, measure }: Operand, mixed: boolean): string {
  const printed =
    kind === 'history' ? formatNumber(value, String(value).split('.')[1]?.length ?? 0) : formatNumber(value, decimals);
  const text = `${printed}${measure.unit === 'percent' ? ' %' : mixed ? scaleWord(measure) : ''}`;
  return value < 0 ? `(${text})` : text;
}
