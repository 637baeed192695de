import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const PAGES_PER_DOCUMENT = 10;
const pageSchema = z.object({ text: z.string().min(200) });

/** Documents of ten filing pages as files, and what they are made of. */
export interface FilingDocuments {
  readonly origin: string;
  /** Absolute. */
  readonly files: readonly string[];
  readonly bytes: number;
}

export interface FilingDocumentsOptions {
  readonly folder: string;
  readonly count: number;
  /** The folder of the benchmark data; generated text where there is none. */
  readonly data: string | undefined;
}

/**
 * Writes documents of ten pages each, as lines of JSON: real pages of filings in an order that is the same every time,
 * each page of a document with a line that makes it its own, so that no two documents are the same.
 */
export function writeFilingDocuments({ folder, count, data }: FilingDocumentsOptions): FilingDocuments {
  const file = data === undefined ? undefined : join(data, 'demo-corpus', 'filings.jsonl');
  const isReal = file !== undefined && existsSync(file);
  const pages = isReal ? realPages(file) : generatedPages();
  mkdirSync(folder, { recursive: true });
  let bytes = 0;
  const files = Array.from({ length: count }, (_, number) => {
    const name = `filing-${String(number).padStart(6, '0')}`;
    const lines = Array.from({ length: PAGES_PER_DOCUMENT }, (_, page) => {
      const text = pages[(number * 7 + page * 13) % pages.length] ?? '';
      const year = 2010 + (number % 14);
      return JSON.stringify({
        docId: name,
        docType: '10-K',
        date: `${year}-12-31`,
        page: page + 1,
        text: `${name}, page ${page + 1}\n${text}`,
      });
    });
    const path = join(folder, `${name}.jsonl`);
    const content = `${lines.join('\n')}\n`;
    bytes += Buffer.byteLength(content);
    writeFileSync(path, content);
    return path;
  });
  return { origin: isReal ? 'pages of real filings' : 'generated text', files, bytes };
}

function realPages(file: string): string[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line) => {
    const page = line === '' ? undefined : pageSchema.safeParse(JSON.parse(line));
    return page?.success === true ? [page.data.text] : [];
  });
}

/** Pages of about the length of real ones (4,000 characters), with sentences and a table. */
function generatedPages(): string[] {
  return Array.from({ length: 97 }, (_, page) => {
    const sentences = Array.from(
      { length: 24 },
      (_, at) =>
        `Net sales of segment ${(page * 31 + at * 7) % 89} were $${page * 17 + at * 3} million, against $${page * 13 + at} million in the year before, because volumes ${at % 2 === 0 ? 'rose' : 'fell'} and prices held.`,
    );
    const rows = Array.from(
      { length: 12 },
      (_, at) => `Segment ${at}   ${page * 11 + at}.${at}   ${page * 9 + at}.${at}   ${at}%`,
    );
    return [...sentences, 'Results by segment (in millions)', ...rows].join('\n');
  });
}
