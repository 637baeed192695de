import type { Passage } from '@plumbline/core';
import { type FilingPage, type FilingQuestion, filingQuestions } from '../../../bench/lib/filing-questions.ts';
import { wholeFilings } from '../../../bench/lib/whole-filings.ts';
import { chunkDocument } from '../../../packages/retrievers/src/ingest/chunk/chunk-document.ts';
import { createTokenCounter } from '../../../packages/retrievers/src/ingest/chunk/token-counter.ts';
import { blocksOfLines } from '../../../packages/retrievers/src/ingest/layout/blocks-of-lines.ts';
import type { CorpusPassage } from './records.ts';

/** Filings to search, and questions made from templates (bench/lib/filing-questions.ts). */
export interface FilingSet {
  readonly name: string;
  readonly passages: readonly Passage[];
  /** The page of each passage. */
  readonly pageOf: ReadonlyMap<string, string>;
  readonly questions: readonly FilingQuestion[];
}

/** Pages as they are, the passages `plumbline ingest` cuts of them, and filings filled up to their whole length. */
export async function filingSets(pages: readonly FilingPage[], corpus: readonly CorpusPassage[]): Promise<FilingSet[]> {
  const questions = filingQuestions(pages);
  const tables = corpus.filter(({ docType }) => docType === 'table');
  const [whole, ofWhole] = wholeFilings(pages, questions, tables);
  return [
    setOf(
      'pages',
      pages.map((page) => [page, page.text]),
      questions,
    ),
    setOf('chunks', await cut(pages), questions),
    setOf(
      'whole',
      whole.map((page) => [page, page.text]),
      ofWhole,
    ),
  ];
}

type Text = readonly [FilingPage, string];

function setOf(name: string, texts: readonly Text[], questions: readonly FilingQuestion[]): FilingSet {
  const pageOf = new Map<string, string>();
  const passages = texts.map(([page, text], place): Passage => {
    const { docId, title, docType, date, page: number } = page;
    const id = `${page.id}~${place}`;
    pageOf.set(id, page.id);
    const described = { docId, chunk: place, title, source: docId, docType, asOf: date, page: number };
    return { id, pageContent: text, metadata: { ...described, classification: 'public', acl: ['tenant:t'] } };
  });
  return { name, passages, pageOf, questions };
}

async function cut(pages: readonly FilingPage[]): Promise<Text[]> {
  const counter = createTokenCounter();
  const texts: Text[] = [];
  for (const page of pages) {
    const { docId, title, docType, date, text } = page;
    const metadata = { docType, asOf: date, classification: 'public' as const, acl: ['tenant:t'] };
    const document = { docId, title, source: docId, metadata, blocks: blocksOfLines(text) };
    for await (const { passage } of chunkDocument(document, { counter })) texts.push([page, passage.pageContent]);
  }
  counter[Symbol.dispose]();
  return texts;
}
