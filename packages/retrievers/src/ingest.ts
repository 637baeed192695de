export { type ChunkOptions, chunkDocument, MAX_PASSAGE_TOKENS } from './ingest/chunk/chunk-document.ts';
export type { Chunk } from './ingest/chunk/passage-of.ts';
export { createTokenCounter, type TokenCounter } from './ingest/chunk/token-counter.ts';
export type {
  Block,
  DocumentMetadata,
  HeadingBlock,
  LoadedDocument,
  RawDocument,
  TableBlock,
  TextBlock,
} from './ingest/document.ts';
export { type IngestOptions, type IngestProgress, ingest } from './ingest/ingest.ts';
export { INGEST_CODES, type IngestCode, IngestError, type IngestErrorDetails } from './ingest/ingest-error.ts';
export {
  type IngestSourcesOptions,
  ingestSources,
  type SourceOutcome,
  type SourcesReport,
} from './ingest/ingest-sources.ts';
export type { LabelDefaults } from './ingest/labels/document-labels.ts';
export { blocksOfLines } from './ingest/layout/blocks-of-lines.ts';
export { parseMetadata } from './ingest/loaders/front-matter.ts';
export type { Loader } from './ingest/loaders/loader.ts';
export { LOADERS, loaderFor } from './ingest/loaders.ts';
export type {
  Awaitable,
  DocumentClaim,
  FileRecord,
  IngestRecords,
  SourceRecords,
} from './ingest/records/ingest-records.ts';
export { SqliteRecordManager, type SqliteRecordManagerOptions } from './ingest/records/sqlite-record-manager.ts';
export type { IngestFailure, IngestReport } from './ingest/report.ts';
export type { PassageCounts } from './ingest/run/batch-writer.ts';
export type { InspectDocument } from './ingest/run/document-reader.ts';
export { type CollectedFiles, collectFiles, type FoundFile, type RefusedPath } from './ingest/source/collect-files.ts';
export type { IngestSource, SourceLabels } from './ingest/source/ingest-source.ts';
export { type SourceFile, sourceFile } from './ingest/source/source-file.ts';
