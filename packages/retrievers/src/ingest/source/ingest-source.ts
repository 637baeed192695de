import { stat } from 'node:fs/promises';
import { IngestError } from '../ingest-error.ts';
import type { FoundFile } from './collect-files.ts';
import { readSidecar } from './read-sidecar.ts';
import { type SourceFile, sourceFile } from './source-file.ts';

/** Labels that come with a source from beside it. */
export interface SourceLabels {
  /** What the labels are made from, for the fingerprint: another text, and the source is read anew. */
  readonly text?: string;
  /** They come before those in the source itself, but for a record in a file of many. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Something to ingest: a file of a folder, or an object that was fetched from elsewhere. */
export interface IngestSource extends SourceFile {
  /** Names it in every run and unlike any other: an absolute path, `s3://bucket/key`. */
  readonly path: string;
  /** Epoch milliseconds of its last change. */
  readonly modifiedMs: number;
  /** @throws IngestError INVALID_METADATA when they are there and cannot be read */
  labels(): Promise<SourceLabels>;
  /** @throws IngestError CHANGED when it is no longer what was read */
  refuseChanged(): Promise<void>;
}

/** A file on disk, with the label file beside it. */
export function fileSource(file: FoundFile): IngestSource {
  const { path, size, modifiedMs } = file;
  return {
    ...sourceFile(file),
    path,
    modifiedMs,
    labels: () => readSidecar(path),
    async refuseChanged() {
      const now = await stat(path);
      if (now.size === size && now.mtimeMs === modifiedMs) return;
      throw new IngestError(
        {
          code: 'CHANGED',
          message: 'it was changed while it was being read',
          fix: 'Run the command again when nothing writes to it any more.',
        },
        { retryable: true },
      );
    },
  };
}

/** Whether there is something on disk under a path. */
export async function isFilePresent(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}
