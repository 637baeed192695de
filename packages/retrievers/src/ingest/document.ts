import type { Classification } from '@plumbline/core';
import type { IngestError } from './ingest-error.ts';

/** Running text; line breaks inside it are those of the source. */
export interface TextBlock {
  readonly kind: 'text';
  readonly text: string;
  /** Page of the source, from 1. */
  readonly page?: number;
}

/** A heading; the text that follows, up to the next heading of the same or a higher level, is its section. */
export interface HeadingBlock {
  readonly kind: 'heading';
  readonly text: string;
  /** 1 is the highest. */
  readonly level: number;
  readonly page?: number;
}

/** A table, or a piece of a long one. Rows are cells of text; a row whose cells are not known is one cell. */
export interface TableBlock {
  readonly kind: 'table';
  readonly rows: readonly (readonly string[])[];
  /** How many of the first rows are headings of columns, repeated in every piece. Default: 1. */
  readonly headerRows?: number;
  /** What the table shows, as written above it. */
  readonly caption?: string;
  /** The line that says what the numbers are in, where it stands apart from the caption: `(in millions)`. */
  readonly unit?: string;
  readonly page?: number;
}

/** A piece of a document, in reading order. */
export type Block = TextBlock | HeadingBlock | TableBlock;

/** What a loader makes of a file, before its labels are checked. */
export interface RawDocument {
  /** Only where the file itself names it. */
  readonly docId?: string;
  /** Only where the file itself names it. */
  readonly title?: string;
  /** Labels and facts as the file gives them: unchecked. */
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly blocks: Iterable<Block> | AsyncIterable<Block>;
  /** Where in the file the document stands, for messages: `line 12`. */
  readonly place?: string;
  /** What the reader of the report should know. */
  readonly notes?: readonly string[];
  /** This document cannot be read; the others of the file can. */
  readonly failure?: IngestError;
}

/** Facts about a document that every passage of it carries. */
export interface DocumentMetadata {
  readonly docType: string;
  /** ISO 8601 day. */
  readonly asOf: string;
  readonly classification: Classification;
  readonly acl: readonly string[];
  readonly company?: string;
  readonly ticker?: string;
  readonly fiscalYear?: number;
  readonly period?: string;
  /** Whatever else the source says about it; flat. */
  readonly [key: string]: unknown;
}

/** A document with checked labels, ready to be cut into passages. */
export interface LoadedDocument {
  readonly docId: string;
  readonly title: string;
  /** Where the document can be found: a citation, a URL, a file name. */
  readonly source: string;
  readonly metadata: DocumentMetadata;
  readonly blocks: Iterable<Block> | AsyncIterable<Block>;
}
