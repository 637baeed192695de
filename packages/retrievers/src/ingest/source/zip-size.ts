import { inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const LONGEST_COMMENT = 0xffff;
const DEFLATED = 8;

/** A file in a ZIP archive, as the directory at the archive's end describes it. */
interface ZipEntry {
  readonly method: number;
  readonly packedSize: number;
  /** What it says it unpacks to, in bytes. */
  readonly size: number;
  /** Where its local header begins. */
  readonly offset: number;
}

/** How many bytes the files of a ZIP archive say they unpack to; 0 for what is no archive. */
export function unpackedSize(bytes: Buffer): number {
  return entriesOf(bytes).reduce((sum, { size }) => sum + size, 0);
}

/**
 * Whether no file of a ZIP archive unpacks to more than it says. An archive that lies would fill the memory of a library
 * that believes it. Unpacks every file, never further than it said: check {@link unpackedSize} first.
 */
export function unpacksAsSaid(bytes: Buffer): boolean {
  return entriesOf(bytes).every((entry) => {
    if (entry.method !== DEFLATED) return entry.packedSize <= entry.size;
    const name = entry.offset + LOCAL_BYTES;
    if (name > bytes.length) return false;
    const start = name + bytes.readUInt16LE(entry.offset + 26) + bytes.readUInt16LE(entry.offset + 28);
    return inflatesWithin(bytes.subarray(start, start + entry.packedSize), entry.size);
  });
}

function inflatesWithin(packed: Buffer, size: number): boolean {
  try {
    inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
    return true;
  } catch (error) {
    // Data that is damaged in another way is for the reader of the format to name.
    return !(error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE');
  }
}

function entriesOf(bytes: Buffer): ZipEntry[] {
  const end = findEnd(bytes);
  if (end === -1) return [];
  const entries: ZipEntry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  while (at + ENTRY_BYTES <= end && bytes.readUInt32LE(at) === DIRECTORY_ENTRY) {
    entries.push({
      method: bytes.readUInt16LE(at + 10),
      packedSize: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += ENTRY_BYTES + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

function findEnd(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - END_BYTES - LONGEST_COMMENT);
  for (let at = bytes.length - END_BYTES; at >= first; at--) if (bytes.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  return -1;
}
