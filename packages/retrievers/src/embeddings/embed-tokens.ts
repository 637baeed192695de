import type { FinanceModel, TokenRows } from './finance-model.ts';
import { hashOf, mix } from './fnv-hash.ts';

/**
 * The vector of a text: the sum of its tokens' vectors, each times 1 + ln(count), scaled to length 1. A token without a
 * vector has one of signs drawn from its hash, so that names and codes the model never saw still find themselves.
 * A text without tokens gives the zero vector.
 */
export function embedTokens(tokens: readonly string[], model: FinanceModel, kind: 'passage' | 'question'): number[] {
  const counts = new Map<string, number>();
  for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  const sum = new Float64Array(model.dimensions);
  for (const [token, count] of counts) {
    const weight = 1 + Math.log(count);
    const row = model.passageRow.get(token);
    if (row !== undefined) addRow(sum, model.passage, row, weight);
    else if (!token.startsWith('?')) addSigns(sum, token, weight * model.unknown);
    const added = kind === 'question' ? model.questionRow.get(token) : undefined;
    if (added !== undefined) addRow(sum, model.question, added, weight);
  }
  return unit(sum);
}

function addRow(sum: Float64Array, { values, scales }: TokenRows, row: number, weight: number): void {
  const factor = weight * (scales[row] ?? 0);
  const start = row * sum.length;
  for (let index = 0; index < sum.length; index += 1) {
    sum[index] = (sum[index] ?? 0) + factor * (values[start + index] ?? 0);
  }
}

const BITS = 32;

/** Bit `n` of successive mixes of the hash is the sign of place `n`. */
function addSigns(sum: Float64Array, token: string, length: number): void {
  const part = length / Math.sqrt(sum.length);
  const seed = hashOf(token);
  let bits = 0;
  for (let index = 0; index < sum.length; index += 1) {
    if (index % BITS === 0) bits = mix(seed + index / BITS + 1);
    sum[index] = (sum[index] ?? 0) + ((bits >>> (index % BITS)) & 1 ? part : -part);
  }
}

function unit(sum: Float64Array): number[] {
  let square = 0;
  for (const value of sum) square += value * value;
  const length = Math.sqrt(square) || 1;
  return Array.from(sum, (value) => value / length);
}
