import { createHash } from 'node:crypto';

/** Names a text by what it says: the first 64 bits of its SHA-256, in hex. */
export function textHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
