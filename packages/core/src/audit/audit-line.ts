import { type AuditRecord, auditRecordSchema } from '../contracts/audit-record.ts';
import { canonicalJson } from './canonical-json.ts';
import { sealRecord } from './seal-record.ts';

/** The most bytes of JSON an event may have: it holds hashes and small facts. */
export const MAX_EVENT_BYTES = 256 * 1024;

/** The most bytes of a line, the event and its place in the chain: a bound for whoever reads a damaged file. */
export const MAX_LINE_BYTES = MAX_EVENT_BYTES + 1024;

/** The bytes of a record in its file, with the newline. */
export function toLine(record: AuditRecord): Buffer {
  return Buffer.from(`${canonicalJson(record)}\n`);
}

export type ParsedLine = { readonly record: AuditRecord } | { readonly reason: string };

/**
 * Reads a line and checks everything that can be checked without its neighbours. Bytes are compared, not values: what
 * JSON would forgive (white space, a key given twice, another order) was not written by a writer.
 *
 * @param bytes the line without its newline
 * @param chain the chain the file is of
 * @returns the record, or in words why it is none
 */
export function parseLine(bytes: Buffer, chain: string): ParsedLine {
  if (bytes.length > MAX_LINE_BYTES) return { reason: `the line is longer than ${MAX_LINE_BYTES} bytes` };
  const parsed = auditRecordSchema.safeParse(parseJson(bytes));
  if (!parsed.success) return { reason: 'the line is no audit record' };
  const record = parsed.data;
  if (record.chain !== chain) return { reason: `the record belongs to the chain ${record.chain}` };
  if (!Buffer.from(canonicalJson(record)).equals(bytes)) return { reason: 'the line is not as its writer wrote it' };
  if (sealRecord(record.event, record).hash !== record.hash) {
    return { reason: 'the hash of the record is not that of its content' };
  }
  return { record };
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
