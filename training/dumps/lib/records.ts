import { join } from 'node:path';
import { z } from 'zod';
import { readRows } from './rows.ts';

const passageSchema = z.object({
  id: z.string(),
  docId: z.string(),
  title: z.string(),
  docType: z.string(),
  date: z.string().optional(),
  text: z.string(),
});
export type CorpusPassage = z.infer<typeof passageSchema>;

const querySchema = z.object({
  id: z.string(),
  question: z.string(),
  scope: z.enum(['document', 'global']),
  docId: z.string(),
  relevant: z.array(z.string()),
});
export type CorpusQuery = z.infer<typeof querySchema>;

export const contextSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('table'), id: z.string(), rows: z.array(z.array(z.string())) }),
  z.object({ kind: z.literal('text'), id: z.string(), text: z.string() }),
]);
const numericSchema = z.object({
  id: z.string(),
  source: z.string(),
  docId: z.string(),
  question: z.string(),
  history: z.array(z.object({ question: z.string() })).optional(),
  context: z.array(contextSchema),
  gold: z.object({ evidence: z.array(z.string()) }),
});
export type NumericRecord = z.infer<typeof numericSchema>;

const pageSchema = z.object({ id: z.string(), docId: z.string().optional(), title: z.string(), text: z.string() });

export const readCorpus = (data: string): CorpusPassage[] =>
  readRows(join(data, 'retrieval/corpus.jsonl'), passageSchema);
export const readQueries = (data: string): CorpusQuery[] =>
  readRows(join(data, 'retrieval/queries.jsonl'), querySchema);
export const readNumeric = (data: string, part: 'dev' | 'train'): NumericRecord[] =>
  readRows(join(data, `qa-numeric/${part}.jsonl`), numericSchema);
export const readPages = (data: string, name: string): z.infer<typeof pageSchema>[] =>
  readRows(join(data, `demo-corpus/${name}.jsonl`), pageSchema);

const filingSchema = pageSchema.extend({
  docId: z.string(),
  docType: z.string(),
  publisher: z.string(),
  date: z.string(),
  page: z.number(),
});
export const readFilings = (data: string): z.infer<typeof filingSchema>[] =>
  readRows(join(data, 'demo-corpus/filings.jsonl'), filingSchema);

/** A context item as the text of a passage: a table a row a line, cells split by ` | `, as in the retrieval corpus. */
export function contextText(item: z.infer<typeof contextSchema>): string {
  return item.kind === 'text' ? item.text : item.rows.map((row) => row.join(' | ')).join('\n');
}
