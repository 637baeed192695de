import { isUtf8 } from 'node:buffer';
import { IngestError } from '../ingest-error.ts';

const NUL = 0;

/** Checks that a stream of bytes is UTF-8 text. Give it the pieces in order, then call `end`. */
export class TextCheck {
  #offset = 0;
  #rest = Buffer.alloc(0);

  /** @throws IngestError BINARY or INVALID_UTF8, with the offset of the first wrong byte */
  push(piece: Uint8Array): void {
    const bytes = Buffer.concat([this.#rest, piece]);
    if (this.#offset === 0) refuseUtf16(bytes);
    const nul = bytes.indexOf(NUL);
    if (nul !== -1) throw binary(this.#offset + nul);
    const complete = bytes.length - openSequence(bytes);
    const part = bytes.subarray(0, complete);
    if (!isUtf8(part)) throw invalid(this.#offset + firstInvalid(part));
    this.#rest = bytes.subarray(complete);
    this.#offset += complete;
  }

  /** @throws IngestError INVALID_UTF8 when the text ends inside a character */
  end(): void {
    if (this.#rest.length > 0) throw invalid(this.#offset);
  }
}

/** How many bytes at the end begin a character that goes on in the next piece: 0 to 3. */
function openSequence(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < sequenceLength(byte) ? back : 0;
  }
  return 0;
}

function sequenceLength(lead: number): number {
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}

/** Halves the range until one byte is left: a prefix is good when it is UTF-8 but for a character cut at its end. */
function firstInvalid(bytes: Buffer): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const prefix = bytes.subarray(0, middle);
    if (isUtf8(prefix.subarray(0, middle - openSequence(prefix)))) good = middle;
    else bad = middle;
  }
  return good - openSequence(bytes.subarray(0, good));
}

function refuseUtf16(bytes: Buffer): void {
  const mark = bytes.subarray(0, 2).toString('hex');
  if (mark !== 'fffe' && mark !== 'feff') return;
  throw new IngestError({
    code: 'INVALID_UTF8',
    message: 'the file is in UTF-16 (its first two bytes say so), not in UTF-8',
    fix: 'Save it as UTF-8, e.g. "iconv -f UTF-16 -t UTF-8 FILE > NEW", and ingest it again.',
  });
}

function binary(offset: number): IngestError {
  return new IngestError({
    code: 'BINARY',
    message: `the suffix says text, but byte ${offset} is NUL: this is a binary file`,
    fix: 'Give the file the suffix of its real format, or convert it to text.',
  });
}

function invalid(offset: number): IngestError {
  return new IngestError({
    code: 'INVALID_UTF8',
    message: `the text is not valid UTF-8 at byte ${offset}`,
    fix: 'Save it as UTF-8; for a file from an older Windows program: "iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW".',
  });
}
