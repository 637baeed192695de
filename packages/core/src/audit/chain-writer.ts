import type { AuditEvent, AuditRecord } from '../contracts/audit-record.ts';
import { AuditError } from '../contracts/errors.ts';
import type { RecordStore } from '../contracts/record-store.ts';
import { type AuditHead, type ChainEnd, EMPTY_CHAIN, readHead, writeHead } from './audit-head.ts';
import { parseLine, toLine } from './audit-line.ts';
import type { ChainFile } from './chain-file.ts';
import { sealRecord } from './seal-record.ts';

export interface ChainWriterOptions {
  readonly chain: string;
  readonly file: ChainFile;
  readonly recordStore: RecordStore;
}

/** Writes one chain, one batch at a time. */
export interface ChainWriter {
  /** Resolves when all records are on stable storage and acknowledged by the head. */
  commit(events: readonly AuditEvent[]): Promise<AuditRecord[]>;
}

/**
 * Opens a chain for its only writer and repairs what an interrupted write left.
 *
 * A batch is written in three steps: the head announces where the chain will end, the file gets the records, the head
 * takes the new end. Whatever happens between two steps, the next one to open the chain finds in the file all that the
 * head has acknowledged, and behind it at most a beginning of what the head announced: the whole of it is adopted, a
 * part of it was never acknowledged and is cut off. Anything else is no writer's doing.
 *
 * @throws AuditError when the file and the head do not belong together
 */
export async function openChainWriter(options: ChainWriterOptions): Promise<ChainWriter> {
  const { chain, file, recordStore } = options;
  let { head, version } = await recover(options);
  /** Set while it is unknown how far the last batch came. */
  let interrupted = false;

  const moveHead = async (next: AuditHead): Promise<void> => {
    version = await writeHead(recordStore, chain, { head: next, version });
    head = next;
  };

  return {
    async commit(events) {
      if (interrupted) ({ head, version } = await recover(options));
      interrupted = true;
      const { end } = head;
      const batch = sealBatch(events, chain, end);
      await moveHead({ end, announced: batch.end });
      await file.write(batch.bytes, end.bytes).catch(async (error: unknown) => {
        // Cut off what came through; should that fail as well, the next commit finds it.
        await file.truncate(end.bytes).catch(() => {});
        throw error;
      });
      await moveHead({ end: batch.end });
      interrupted = false;
      return batch.records;
    },
  };
}

function sealBatch(events: readonly AuditEvent[], chain: string, end: ChainEnd) {
  const records: AuditRecord[] = [];
  for (const event of events) {
    const previous = records.at(-1)?.hash ?? end.hash;
    records.push(sealRecord(event, { chain, sequence: end.count + records.length + 1, previous }));
  }
  const bytes = Buffer.concat(records.map(toLine));
  const hash = records.at(-1)?.hash ?? end.hash;
  return { records, bytes, end: { count: end.count + records.length, hash, bytes: end.bytes + bytes.length } };
}

async function recover({ chain, file, recordStore }: ChainWriterOptions) {
  const found = await readHead(recordStore, chain);
  const { end, announced } = found?.head ?? { end: EMPTY_CHAIN };
  const size = await file.size();
  if (size < end.bytes || size > (announced ?? end).bytes) {
    throw new AuditError(
      `The file of the audit chain ${chain} has ${size} bytes where its writer left ${end.bytes}. Keep it as it is, run "plumbline audit verify", and go on with another chainName.`,
    );
  }
  const head: AuditHead = { end };
  if (announced !== undefined && size > end.bytes) {
    const rest = await file.readFrom(end.bytes);
    if (holds(rest, { chain, from: end, to: announced })) {
      // What is read may still be in memory only: write it again, so that it is on the disk before the head says so.
      await file.write(rest, end.bytes);
      head.end = announced;
    } else {
      await file.truncate(end.bytes);
    }
  }
  const isSettled = found !== undefined && announced === undefined;
  return {
    head,
    version: isSettled ? found.version : await writeHead(recordStore, chain, { head, version: found?.version ?? 0 }),
  };
}

/** Whether bytes are exactly the records that lead from one end of the chain to the other. */
function holds(bytes: Buffer, { chain, from, to }: { chain: string; from: ChainEnd; to: ChainEnd }): boolean {
  if (from.bytes + bytes.length !== to.bytes) return false;
  let { count, hash } = from;
  for (const line of bytes.toString('utf8').split('\n').slice(0, -1)) {
    const parsed = parseLine(Buffer.from(line), chain);
    if (!('record' in parsed) || parsed.record.sequence !== count + 1 || parsed.record.previous !== hash) return false;
    count += 1;
    hash = parsed.record.hash;
  }
  return count === to.count && hash === to.hash;
}
