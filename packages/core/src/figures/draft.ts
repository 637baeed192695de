import type { Figure } from '../contracts/figure.ts';
import type { PrintedNumber } from './number-pattern.ts';

/** A figure in the making: what stands at the number itself, before ranges and captions add to it. */
export interface Draft {
  readonly number: PrintedNumber;
  /** Span with sign, currency, scale and unit. */
  readonly start: number;
  readonly end: number;
  readonly sign: 1 | -1;
  readonly unit: Figure['unit'];
  readonly currency?: string;
  /** Power of ten of the scale word or caption: 6 for million, -2 for cents. */
  readonly exponent: number;
  /** Whether the scale is printed at the number. */
  readonly scaled: boolean;
  readonly bound?: 'low' | 'high';
}

/** The value in whole units, by decimal arithmetic on the printed digits: "1.1" with exponent 9 is 1100000000 exactly. */
export function draftValue({ number, sign, exponent }: Draft): number {
  const value = Number(`${number.digits}e${exponent}`);
  return value === 0 ? 0 : sign * value;
}
