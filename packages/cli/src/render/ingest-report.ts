import type { IngestReport } from '@plumbline/retrievers/ingest';
import type { Paint } from './paint.ts';

/** What a run did, in a few lines; each failure with its file and what to do. */
export function renderIngestReport(report: IngestReport, elapsedMs: number, paint: Paint): string {
  const { files, unchangedFiles, removedFiles, documents, passages, bytes, tokens, complete, failures, notes } = report;
  const summary = [
    `${files} files (${(bytes / 1e6).toFixed(1)} MB), ${unchangedFiles} unchanged${removedFiles > 0 ? `, ${removedFiles} removed` : ''}`,
    `${documents} documents`,
    `passages: ${passages.added} added, ${passages.deleted} deleted, ${passages.skipped} as before`,
    `${tokens} tokens in ${(elapsedMs / 1000).toFixed(1)} s`,
  ].join('; ');
  return [
    complete ? paint.green(`✓ ${summary}`) : paint.red(`✗ stopped before the end (run it again to go on): ${summary}`),
    ...notes.map((note) => paint.dim(`  note: ${note}`)),
    ...failures.map(({ code, message, fix }) => `${paint.red(`  ${code}`)} ${message}\n    ${fix}`),
  ].join('\n');
}
