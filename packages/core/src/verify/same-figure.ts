import type { Figure } from '../contracts/figure.ts';

/** The largest relative difference between a stated figure and its source: 0.01 %. */
const FIGURE_TOLERANCE = 1e-4;

/** Whether two figures are the same amount: same class of unit, same sign, within {@link FIGURE_TOLERANCE}. */
export function isSameFigure(stated: Figure, source: Figure): boolean {
  return sameUnit(stated, source) && isClose(baseValue(stated), baseValue(source));
}

/** Whether two figures differ in nothing but the sign. */
export function isSameButSign(stated: Figure, source: Figure): boolean {
  return sameUnit(stated, source) && isClose(Math.abs(baseValue(stated)), Math.abs(baseValue(source)));
}

function isClose(stated: number, source: number): boolean {
  return Math.abs(stated - source) <= FIGURE_TOLERANCE * Math.abs(source);
}

/** Basis points as percent, so that both compare. */
function baseValue({ unit, value }: Figure): number {
  return unit === 'bps' ? value / 100 : value;
}

/** A bare number may stand for any amount, but not for a percentage; currencies must not differ. */
function sameUnit(stated: Figure, source: Figure): boolean {
  const [left, right] = [classOf(stated), classOf(source)];
  if (left === right) return left !== 'currency' || sameCurrency(stated, source);
  if (left === 'percent' || right === 'percent') return false;
  return left === 'none' || right === 'none';
}

function classOf({ unit }: Figure): Figure['unit'] {
  return unit === 'bps' ? 'percent' : unit;
}

function sameCurrency(stated: Figure, source: Figure): boolean {
  return stated.currency === undefined || source.currency === undefined || stated.currency === source.currency;
}
