import { createHash } from 'node:crypto';

/** A vector of a text: the same each time, another one for another text. Its values survive JSON and 32 bits. */
export function hashedVector(text: string, dimensions: number): number[] {
  const vector: number[] = [];
  for (let block = 0; vector.length < dimensions; block += 1) {
    const bytes = createHash('sha256').update(`${block}:${text}`).digest();
    for (const byte of bytes) vector.push((byte - 127.5) / 128);
  }
  return vector.slice(0, dimensions);
}
