import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readRecords } from '@plumbline/eval';
import { z } from 'zod';

const contextSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('table'), id: z.string(), rows: z.array(z.array(z.string())) }),
  z.object({ kind: z.literal('text'), id: z.string(), text: z.string() }),
]);

const turnSchema = z.object({ question: z.string(), answer: z.union([z.number(), z.string()]) });

export const numericRecordSchema = z.object({
  id: z.string().min(1),
  source: z.string().min(1),
  docId: z.string(),
  question: z.string().min(1),
  /** Earlier turns of the conversation with their answers, oldest first. */
  history: z.array(turnSchema).default([]),
  context: z.array(contextSchema).min(1),
  gold: z.object({
    answer: z.union([z.number(), z.string(), z.array(z.string()).min(1)]),
    answerType: z.enum(['span', 'multi-span', 'count', 'arithmetic']),
    scale: z.enum(['', 'thousand', 'million', 'billion', 'percent']),
    program: z.string().optional(),
  }),
});
/** A question over financial tables and text with its right answer. */
export type NumericRecord = z.infer<typeof numericRecordSchema>;

/**
 * Reads the records of `qa-numeric`: a file, or a folder with `dev.jsonl`, plain or `.gz`.
 *
 * @throws InvalidInputError for data of another form, with file and line
 */
export async function readNumericRecords(data: string): Promise<NumericRecord[]> {
  const isFolder = await stat(data).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return readRecords(isFolder ? join(data, 'dev.jsonl') : data, numericRecordSchema);
}

/** A context item as the text of a passage: a row of a table a line, cells split by ` | `. */
export function contextText(item: NumericRecord['context'][number]): string {
  if (item.kind === 'text') return item.text;
  return item.rows.map((row) => row.map((cell) => cell.replace(/\s+/g, ' ')).join(' | ')).join('\n');
}
