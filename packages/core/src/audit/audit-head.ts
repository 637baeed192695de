import { z } from 'zod';
import { sha256Schema } from '../contracts/audit-record.ts';
import { AuditError } from '../contracts/errors.ts';
import type { RecordStore } from '../contracts/record-store.ts';
import { CHAIN_START } from './seal-record.ts';

/** The partition of the record store that holds one head per chain, under the name of the chain. */
const PARTITION = 'audit-head';

const chainEndSchema = z.strictObject({
  /** Records up to here. */
  count: z.number().int().nonnegative(),
  /** Hash of the last of them. */
  hash: sha256Schema,
  /** Length of the file up to here. */
  bytes: z.number().int().nonnegative(),
});

/** Where a chain ends. */
export type ChainEnd = z.infer<typeof chainEndSchema>;

export const EMPTY_CHAIN: ChainEnd = { count: 0, hash: CHAIN_START, bytes: 0 };

const auditHeadSchema = z.strictObject({
  /** The end of what was acknowledged. */
  end: chainEndSchema,
  /** Where the chain will end when the write under way is whole. Bytes that nobody announced are no writer's. */
  announced: z.exactOptional(chainEndSchema),
});

/** What the record store knows of a chain, apart from the file. */
export type AuditHead = z.infer<typeof auditHeadSchema>;

/** A head as read, with the version to write it back at. */
export interface VersionedHead {
  readonly head: AuditHead;
  readonly version: number;
}

/** @throws AuditError when the record is no head */
export async function readHead(store: RecordStore, chain: string): Promise<VersionedHead | undefined> {
  const record = await store.get({ partition: PARTITION, sort: chain });
  if (record === undefined) return undefined;
  const parsed = auditHeadSchema.safeParse(record.value);
  if (parsed.success) return { head: parsed.data, version: record.version };
  throw new AuditError(
    `The head of the audit chain ${chain} in the record store is damaged; restore it from a backup.`,
    {
      cause: parsed.error,
    },
  );
}

/**
 * @param version the version the head has now, 0 for a new one
 * @returns the new version
 * @throws VersionConflictError when another writer moved the head
 */
export async function writeHead(store: RecordStore, chain: string, { head, version }: VersionedHead): Promise<number> {
  const record = await store.put({
    partition: PARTITION,
    sort: chain,
    value: head,
    expected: version === 0 ? 'absent' : version,
  });
  return record.version;
}

/** The names of all chains that have a head. */
export async function listHeads(store: RecordStore): Promise<string[]> {
  const chains: string[] = [];
  let after: string | undefined;
  do {
    const page = await store.list(PARTITION, { limit: 1000, ...(after !== undefined && { after }) });
    chains.push(...page.records.map(({ sort }) => sort));
    after = page.next;
  } while (after !== undefined);
  return chains;
}
