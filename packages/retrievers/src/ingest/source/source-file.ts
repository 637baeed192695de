import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { FoundFile } from './collect-files.ts';

/** A file to load, wherever its bytes are. */
export interface SourceFile {
  /** Where the file lies under what was ingested, with `/`: `2019/report.pdf`. Names the document where nothing else does. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  stream(): AsyncIterable<Uint8Array>;
  read(): Promise<Uint8Array>;
}

const PIECE_BYTES = 1 << 18;

/** A file on disk. */
export function sourceFile({ path, name, size }: FoundFile): SourceFile {
  return {
    name,
    size,
    stream: () => createReadStream(path, { highWaterMark: PIECE_BYTES }),
    read: () => readFile(path),
  };
}

/** The name without folders and suffix: the title of a document that has none. */
export function stemOf(name: string): string {
  const file = name.slice(name.lastIndexOf('/') + 1);
  return file.replace(/\.[^.]+$/u, '');
}
