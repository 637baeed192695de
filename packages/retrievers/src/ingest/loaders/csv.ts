import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { TableBlock } from '../document.ts';
import { IngestError } from '../ingest-error.ts';
import { decodeText } from '../source/decode-text.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Loader } from './loader.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;
const SAMPLE_CHARACTERS = 1 << 16;
const SAMPLE_LINES = 20;
/** Rows of one block: a long file is never in memory as a whole. */
const ROWS_PER_BLOCK = 256;
const LONGEST_RECORD = 2 ** 20;

/** Tables with separated values; the separator (comma, semicolon, tab, pipe) is found out. The first row names the columns. */
export const csvLoader: Loader = {
  name: 'csv',
  version: 1,
  suffixes: ['.csv', '.tsv'],
  isText: true,
  async *load(file) {
    yield { metadata: {}, blocks: tablesOf(file) };
  },
};

async function* tablesOf(file: SourceFile): AsyncGenerator<TableBlock> {
  let header: string[] | undefined;
  let rows: string[][] = [];
  for await (const row of records(file, await findDelimiter(file))) {
    if (header === undefined) header = row;
    else rows.push(row);
    if (header === undefined || rows.length < ROWS_PER_BLOCK) continue;
    yield { kind: 'table', rows: [header, ...rows], headerRows: 1 };
    rows = [];
  }
  if (header !== undefined && rows.length > 0) yield { kind: 'table', rows: [header, ...rows], headerRows: 1 };
  else if (header !== undefined) yield { kind: 'table', rows: [header], headerRows: 1 };
}

async function* records(file: SourceFile, delimiter: string): AsyncGenerator<string[]> {
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
  });
  // A failing source ends the parser with its error, which then arrives in the loop below.
  pipeline(Readable.from(decodeText(file.stream())), parser, () => {});
  try {
    for await (const row of parser) if (isRow(row) && row.some((cell) => cell.trim() !== '')) yield row;
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new IngestError(
      {
        code: 'CORRUPT',
        message: `the table cannot be read: ${cause.message}`,
        fix: 'Close every quotation mark, and double the ones inside of a quoted cell.',
      },
      { cause },
    );
  }
}

function isRow(row: unknown): row is string[] {
  return Array.isArray(row) && row.every((cell) => typeof cell === 'string');
}

async function findDelimiter(file: SourceFile): Promise<string> {
  let sample = '';
  for await (const piece of decodeText(file.stream())) {
    sample += piece;
    if (sample.length >= SAMPLE_CHARACTERS) break;
  }
  return sniffDelimiter(sample);
}

/** The separator that stands most evenly in the first lines, outside of quotation marks; a comma when none does. */
export function sniffDelimiter(sample: string): string {
  const lines = sample
    .replace(/"(?:[^"]|"")*"/gu, '')
    .split(/\r\n|\n|\r/u)
    .filter((line) => line.trim() !== '')
    .slice(0, SAMPLE_LINES);
  const fewest = (delimiter: string) => Math.min(...lines.map((line) => line.split(delimiter).length - 1));
  const total = (delimiter: string) => lines.reduce((sum, line) => sum + line.split(delimiter).length - 1, 0);
  const [best] = [...DELIMITERS].sort((a, b) => fewest(b) - fewest(a) || total(b) - total(a));
  return best ?? ',';
}
