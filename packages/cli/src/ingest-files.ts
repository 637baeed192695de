import type { Classification } from '@plumbline/core';
import { type IngestProgress, type IngestReport, ingest } from '@plumbline/retrievers/ingest';
import { type Estate, LOCAL_TENANT } from './config.ts';
import { openWritableIndex } from './embedded-index.ts';

/** What to read into an estate. */
export interface IngestFilesOptions {
  /** Folders and files. */
  readonly sources: readonly string[];
  /** For documents that carry no label. Default: the local tenant. */
  readonly tenant?: string;
  /** For documents that carry none. Default: internal. */
  readonly classification?: Classification;
  readonly onProgress?: (progress: IngestProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Brings the index of an estate up to date with folders and files; what did not change is left alone.
 *
 * @example
 * await ingestFiles(embeddedEstate('.plumbline'), { sources: ['./filings'] });
 */
export async function ingestFiles(
  estate: Estate,
  { sources, tenant = LOCAL_TENANT, classification = 'internal', ...rest }: IngestFilesOptions,
): Promise<IngestReport> {
  const target = await openWritableIndex(estate, Date.now);
  try {
    const { index, recordManager } = target;
    return await ingest({ sources, index, recordManager, defaults: { tenant, classification }, ...rest });
  } finally {
    await target[Symbol.asyncDispose]();
  }
}
