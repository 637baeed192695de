import { createHash } from 'node:crypto';

/** SHA-256 of the UTF-8 bytes of a text, in lower-case hex: what an audit record keeps instead of the text. */
export function hashText(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
