import { createReadStream } from 'node:fs';
import { MAX_LINE_BYTES } from './audit-line.ts';

/** A line of a file, without its newline. Of a line longer than any record only the beginning is kept. */
export interface FileLine {
  readonly bytes: Buffer;
  /** False for the bytes after the last newline. */
  readonly complete: boolean;
}

/** Streams the lines of a file; memory is bounded by the longest allowed line. */
export async function* readLines(path: string): AsyncGenerator<FileLine> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  const hold = (bytes: Buffer): void => {
    if (heldBytes <= MAX_LINE_BYTES) held.push(bytes);
    heldBytes += bytes.length;
  };
  const stream: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: 256 * 1024 });
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      hold(chunk.subarray(start, end));
      yield { bytes: Buffer.concat(held), complete: true };
      held = [];
      heldBytes = 0;
      start = end + 1;
    }
    if (start < chunk.length) hold(chunk.subarray(start));
  }
  if (heldBytes > 0) yield { bytes: Buffer.concat(held), complete: false };
}
