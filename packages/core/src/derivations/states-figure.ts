import type { Figure } from '../contracts/figure.ts';
import type { Measure } from '../tables/table.ts';
import { isFraction, type Operation } from './candidate.ts';

/**
 * How a figure states a number. "as percentage": 4.2 % for the fraction 0.042; "as fraction": 0.042 for a printed 4.2 %;
 * "bare percentage": 4.2 for 0.042; "unmarked percentage": 4.2 % for a number whose table does not say percent; "other
 * scale": $1.2 billion for 1,200 in millions.
 */
export const STATEMENTS = [
  'number',
  'percentage',
  'as percentage',
  'unmarked percentage',
  'fraction',
  'percent number',
  'bare percentage',
  'as fraction',
  'other scale',
] as const;
export type Statement = (typeof STATEMENTS)[number];

/** A figure of a text as a derivation must meet it. */
export interface StatedNumber {
  /** As printed, without its scale. */
  readonly value: number;
  /** 1 when the text names none. */
  readonly scale: number;
  readonly unit: Figure['unit'];
  /** Digits shown behind the point. */
  readonly decimals: number;
  readonly tolerance: number;
}

/** Half a unit of the last digit shown, or 0.01 %. */
export function statedNumber({ value, scale, unit, decimals }: Figure): StatedNumber {
  const printed = unit === 'bps' ? value / 100 : Number((value / scale).toPrecision(12));
  const shown = unit === 'bps' ? decimals + 2 : decimals;
  return {
    value: printed,
    scale,
    unit: unit === 'bps' ? 'percent' : unit,
    decimals: shown,
    tolerance: Math.max(0.5001 * 10 ** -shown, Math.abs(printed) * 1e-4),
  };
}

/** How `stated` says the number `value` of a derivation whose first operand is measured in `measure`; undefined when it says another. */
export function statementOf(
  stated: StatedNumber,
  operation: Operation,
  value: number,
  measure: Measure | undefined,
): Statement | undefined {
  const fraction = isFraction(operation);
  const percent = measure?.unit === 'percent';
  const meets = (number: number): boolean => Math.abs(number - stated.value) <= stated.tolerance;
  if (stated.unit === 'percent') {
    if (!meets(fraction ? value * 100 : value)) return undefined;
    if (fraction) return 'as percentage';
    return percent ? 'percentage' : 'unmarked percentage';
  }
  const amount = stated.unit === 'currency' || stated.unit === 'shares';
  if (amount && (percent || (fraction && operation !== 'ratio'))) return undefined;
  if (meets(value)) {
    if (fraction) return 'fraction';
    return percent ? 'percent number' : 'number';
  }
  if (!amount && fraction && operation !== 'ratio' && meets(value * 100)) return 'bare percentage';
  if (fraction) return undefined;
  if (percent) return stated.value !== 0 && meets(value / 100) ? 'as fraction' : undefined;
  const { scale = 1 } = measure ?? {};
  return scale !== stated.scale && meets((value * scale) / stated.scale) ? 'other scale' : undefined;
}
