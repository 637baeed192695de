import { OnnxModelError, type Output } from './text-model.ts';

/** How the vectors of tokens become one: their mean, or that of the first token. */
export type Pooling = 'mean' | 'cls';

/** A vector for each text: of `[texts][dimensions]` as it is, of `[texts][tokens][dimensions]` pooled. */
export function pool({ dims, data, mask }: Output, pooling: Pooling): number[][] {
  if (dims.length === 2) {
    const [, length = 0] = dims;
    return mask.map((_, text) => [...data.subarray(text * length, (text + 1) * length)]);
  }
  const [texts = 0, tokens = 0, width] = dims;
  if (dims.length !== 3 || width === undefined || texts !== mask.length) {
    throw new OnnxModelError(`its output has the shape [${dims.join(', ')}], not [texts, tokens, dimensions].`);
  }
  const vector = (text: number, token: number) => data.subarray((text * tokens + token) * width).subarray(0, width);
  return mask.map((row, text) => {
    if (pooling === 'cls') return [...vector(text, 0)];
    const sum = new Array<number>(width).fill(0);
    for (const [token, isText] of row.entries()) {
      if (isText === 1)
        for (const [place, value] of vector(text, token).entries()) sum[place] = (sum[place] ?? 0) + value;
    }
    const count = row.reduce((total, isText) => total + isText, 0);
    return sum.map((value) => value / count);
  });
}
