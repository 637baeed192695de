import { classificationSchema, InvalidInputError } from '@plumbline/core';
import type { IngestReport } from '@plumbline/retrievers/ingest';
import { type Estate, embeddedEstate, LOCAL_TENANT } from '../config.ts';
import { EXIT } from '../exit-code.ts';
import { ingestFiles } from '../ingest-files.ts';
import type { Output } from '../output.ts';
import { renderIngestReport } from '../render/ingest-report.ts';
import { paintFor } from '../render/paint.ts';
import { createProgressView } from '../render/progress.ts';

export interface IngestCommandOptions extends IngestIntoOptions {
  readonly home?: string;
  readonly json?: boolean;
}

export interface IngestIntoOptions {
  readonly paths: readonly string[];
  readonly tenant?: string;
  /** For documents that carry none. Default: internal. */
  readonly classification?: string;
  readonly output: Output;
  readonly signal: AbortSignal;
  /** Says nothing when nothing was written and nothing failed. */
  readonly quiet?: boolean;
}

/**
 * `plumbline ingest`: brings the index up to date with folders and files.
 *
 * @returns 0 when every file was read, 2 when one could not be, 1 when the run stopped before its end
 */
export async function ingest({ home, json, ...options }: IngestCommandOptions): Promise<number> {
  const report = await ingestInto(embeddedEstate(home), { ...options, quiet: json === true });
  if (json) options.output.stdout.write(`${JSON.stringify(report)}\n`);
  if (!report.complete) return EXIT.blocked;
  return report.failures.length > 0 ? EXIT.usage : EXIT.final;
}

/** Reads files into an estate's index, with progress and a report on stderr. */
export async function ingestInto(
  estate: Estate,
  { paths, tenant = LOCAL_TENANT, classification = 'internal', output, signal, quiet = false }: IngestIntoOptions,
): Promise<IngestReport> {
  const parsed = classificationSchema.safeParse(classification);
  if (!parsed.success) {
    throw new InvalidInputError(
      `--classification ${classification} is unknown; use one of ${classificationSchema.options.join(', ')}.`,
    );
  }
  const progress = createProgressView(output, 'files');
  const startedAt = output.clock();
  try {
    const report = await ingestFiles(estate, {
      sources: paths,
      tenant,
      classification: parsed.data,
      onProgress: ({ done, total, bytes, file }) => {
        if (!quiet) progress.update({ done, total, bytes, label: file });
      },
      signal,
    });
    progress.stop();
    if (!quiet || report.failures.length > 0 || report.passages.added + report.passages.deleted > 0) {
      output.stderr.write(`${renderIngestReport(report, output.clock() - startedAt, paintFor(output.stderr))}\n`);
    }
    return report;
  } finally {
    progress.stop();
  }
}
