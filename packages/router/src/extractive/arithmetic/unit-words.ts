import type { Measure } from '@plumbline/core';
import { type Candidate, isFraction, type Operand } from '@plumbline/core/derivations';

const SCALES: ReadonlyMap<number, string> = new Map([
  [1e3, 'thousand'],
  [1e6, 'million'],
  [1e9, 'billion'],
  [1e12, 'trillion'],
]);
const CURRENCIES: Readonly<Record<string, string>> = {
  USD: 'US dollars',
  EUR: 'euros',
  GBP: 'pounds sterling',
  JPY: 'yen',
  CHF: 'Swiss francs',
};

/** ` million`: what stands behind a number that carries its own scale. */
export function scaleWord({ scale, unit }: Measure): string {
  const word = SCALES.get(scale ?? 1);
  return word === undefined || unit === 'percent' ? '' : ` ${word}`;
}

/**
 * ` (in millions of US dollars)`: what the bare numbers of a formula count, behind a percentage ` (amounts in millions)`.
 * Empty when the sources name no unit or the numbers are percentages.
 */
export function unitInWords(used: readonly Operand[], candidate: Candidate, measure: Measure): string {
  const own = used.find(({ line }) => line >= 0)?.measure ?? {};
  const about = isFraction(candidate.operation) ? own : measure;
  if (about.unit === 'percent') return '';
  const scale = SCALES.get(about.scale ?? 1);
  const currency = about.currency === undefined ? undefined : (CURRENCIES[about.currency] ?? about.currency);
  if (scale === undefined && currency === undefined) return '';
  const unit = [scale === undefined ? '' : `${scale}s`, currency ?? ''].filter((part) => part !== '').join(' of ');
  return ` (${isFraction(candidate.operation) ? 'amounts in' : 'in'} ${unit})`;
}
