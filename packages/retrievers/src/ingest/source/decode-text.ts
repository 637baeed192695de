import { TextCheck } from './text-check.ts';

/**
 * The text of a stream of UTF-8 bytes, piece by piece, without a byte order mark.
 *
 * @throws IngestError BINARY or INVALID_UTF8, with the offset of the first wrong byte
 */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const check = new TextCheck();
  const decoder = new TextDecoder('utf-8');
  for await (const piece of bytes) {
    check.push(piece);
    const text = decoder.decode(piece, { stream: true });
    if (text !== '') yield text;
  }
  check.end();
}

/** The whole text. @throws IngestError as {@link decodeText} */
export async function readText(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const piece of decodeText(bytes)) text += piece;
  return text;
}
