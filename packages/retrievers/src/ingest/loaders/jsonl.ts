import { z } from 'zod';
import type { RawDocument, TableBlock, TextBlock } from '../document.ts';
import { IngestError } from '../ingest-error.ts';
import { blocksOfLines } from '../layout/blocks-of-lines.ts';
import { decodeText } from '../source/decode-text.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Loader } from './loader.ts';

const LONGEST_LINE = 32 * 2 ** 20;

/** A line: a document, or a page of one. Whatever else it says is metadata. */
const recordSchema = z.looseObject({
  id: z.string().min(1).optional(),
  docId: z.string().min(1).optional(),
  title: z.string().optional(),
  text: z.string(),
  page: z.number().int().positive().optional(),
});

interface Page {
  readonly line: number;
  readonly docId: string;
  readonly title: string | undefined;
  readonly text: string;
  readonly page: number | undefined;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** The same for pages of one document with the same labels. */
  readonly group: string;
}

/**
 * JSON Lines: a document or a page of one per line, `{ docId or id, text, title?, page?, … }`. Neighbouring pages of one
 * docId with the same labels make one document. A line that cannot be read is a failure of its own; the others go on.
 */
export const jsonlLoader: Loader = {
  name: 'jsonl',
  version: 1,
  suffixes: ['.jsonl', '.ndjson'],
  isText: true,
  async *load(file) {
    const pages = pagesOf(file);
    let next = await pages.next();
    while (!next.done) {
      const first = next.value;
      if (first instanceof IngestError) {
        yield { metadata: {}, blocks: [], failure: first };
        next = await pages.next();
        continue;
      }
      const takeGroup = async function* (): AsyncGenerator<TextBlock | TableBlock> {
        while (!next.done && !(next.value instanceof IngestError) && next.value.group === first.group) {
          yield* blocksOfLines(next.value.text, next.value.page);
          next = await pages.next();
        }
      };
      const blocks = takeGroup();
      yield documentOf(first, blocks);
      // A reader that refused the document has left its pages behind.
      for await (const _ of blocks);
    }
  },
};

function documentOf({ docId, title, metadata, line }: Page, blocks: RawDocument['blocks']): RawDocument {
  return { docId, metadata, blocks, place: `line ${line}`, ...(title === undefined ? {} : { title }) };
}

async function* pagesOf(file: SourceFile): AsyncGenerator<Page | IngestError> {
  let number = 0;
  for await (const line of linesOf(file)) {
    number++;
    if (line.trim() !== '') yield readPage(line, number);
  }
}

function readPage(line: string, number: number): Page | IngestError {
  const parsed = recordSchema.safeParse(parseJson(line));
  if (!parsed.success) return invalid(number, parsed.error.issues.map(describe).join('; '));
  const { id, docId, title, text, page, pages: _pages, ...metadata } = parsed.data;
  const name = docId ?? id;
  if (name === undefined) return invalid(number, 'docId: is missing');
  return { line: number, docId: name, title, text, page, metadata, group: JSON.stringify([name, title, metadata]) };
}

function describe({ path, message }: { path: PropertyKey[]; message: string }): string {
  return path.length === 0 ? 'it is no JSON object' : `${path.join('.')}: ${message}`;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

async function* linesOf(file: SourceFile): AsyncGenerator<string> {
  let open = '';
  let lines = 0;
  for await (const piece of decodeText(file.stream())) {
    const parts = piece.split('\n');
    parts[0] = open + (parts[0] ?? '');
    open = parts.pop() ?? '';
    yield* parts;
    lines += parts.length;
    if (open.length > LONGEST_LINE) throw invalid(lines + 1, `the line is longer than ${LONGEST_LINE} characters`);
  }
  yield open;
}

function invalid(line: number, why: string): IngestError {
  return new IngestError({
    code: 'INVALID_RECORD',
    message: `line ${line} is no document: ${why}`,
    fix: 'Give each line one JSON object with "docId" (or "id") and "text".',
    place: `line ${line}`,
  });
}
