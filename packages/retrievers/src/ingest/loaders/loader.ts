import type { RawDocument } from '../document.ts';
import type { SourceFile } from '../source/source-file.ts';

/** Makes documents of one format of files. */
export interface Loader {
  readonly name: string;
  /** Grows when the same bytes give other blocks: then files are loaded anew. */
  readonly version: number;
  /** In small letters, with the dot. */
  readonly suffixes: readonly string[];
  /** The file must be UTF-8 text; this is checked before it is loaded. */
  readonly isText: boolean;
  /** Longer files are refused, because the format has to be read into memory as a whole. */
  readonly maxBytes?: number;
  /**
   * The documents of a file, one after the other; the blocks of one must be read before the next one is asked for.
   *
   * @throws IngestError for a file that cannot be loaded
   */
  load(file: SourceFile): AsyncIterable<RawDocument>;
}
