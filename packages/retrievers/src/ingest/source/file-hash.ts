import { createHash } from 'node:crypto';
import type { SourceFile } from './source-file.ts';
import { TextCheck } from './text-check.ts';

/**
 * SHA-256 of a file's bytes, read once from end to end. A text is checked on the way, so that a wrong byte at the end of
 * a long file is known before anything of it is written.
 *
 * @throws IngestError BINARY or INVALID_UTF8
 */
export async function fileHash(file: SourceFile, isText: boolean): Promise<string> {
  const hash = createHash('sha256');
  const check = isText ? new TextCheck() : undefined;
  for await (const piece of file.stream()) {
    hash.update(piece);
    check?.push(piece);
  }
  check?.end();
  return hash.digest('hex');
}
