import { z } from 'zod';
import { type AuditEvent, type AuditSink, auditEventSchema } from '../contracts/audit-record.ts';
import { AuditError, InvalidInputError } from '../contracts/errors.ts';
import { PlumblineError } from '../contracts/plumbline-error.ts';
import type { RecordStore } from '../contracts/record-store.ts';
import { MAX_EVENT_BYTES } from './audit-line.ts';
import { canonicalJson } from './canonical-json.ts';
import { createGroupCommit } from './group-commit.ts';
import { openChain } from './open-chain.ts';

/** The most records that share one sync to disk. */
const MAX_BATCH = 256;

export interface FileAuditSinkOptions {
  /** The folder of the trail: one `.jsonl` file per chain. Created when it does not exist. */
  readonly directory: string;
  /** Holds the head of each chain. Keep it where those who can change the folder cannot reach it. */
  readonly recordStore: RecordStore;
  /** Letters, digits, `.`, `_`, `-`. Must differ between machines that share a record store. Default: `main`. */
  readonly chainName?: string;
}

/** An audit trail in files. */
export interface FileAuditSink extends AuditSink, AsyncDisposable {
  /** The chain this sink writes: the name asked for, with a number behind it when another writer has that one. */
  readonly chain: string;
  /** Waits for appends under way, then gives the chain free. Later appends are refused. */
  close(): Promise<void>;
}

/**
 * Opens an append-only trail of JSON lines, each chained to the one before by SHA-256. `append` resolves when its record
 * is synced to disk and counted by the head in the record store; concurrent appends share the price. An acknowledged
 * record is always in the trail; one whose append was rejected may be.
 *
 * @throws AuditError when the chain cannot be opened, or its file is not as its writer left it
 * @throws InvalidInputError for a bad chain name
 */
export async function createFileAuditSink(options: FileAuditSinkOptions): Promise<FileAuditSink> {
  const { directory, recordStore, chainName = 'main' } = options;
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(chainName)) {
    throw new InvalidInputError(`"${chainName}" is no chain name; use up to 100 letters, digits, ".", "_" and "-".`);
  }
  const { chain, commit, close } = await openChain({ directory, recordStore, chainName }).catch((error: unknown) => {
    throw toAuditError(error, `The audit trail in ${directory} cannot be opened`);
  });
  const { add, idle } = createGroupCommit(commit, MAX_BATCH);
  let closing: Promise<void> | undefined;

  const closeOnce = (): Promise<void> => {
    closing ??= idle().then(close);
    return closing;
  };
  return {
    chain,
    async append(event) {
      if (closing !== undefined) throw new AuditError(`The audit chain ${chain} is closed; open a new sink.`);
      const checked = checkEvent(event);
      return add(checked).catch((error: unknown) => {
        throw toAuditError(error, `A record of the audit chain ${chain} could not be kept`);
      });
    },
    close: closeOnce,
    [Symbol.asyncDispose]: closeOnce,
  };
}

/** A copy of the event, so that what the caller changes later is not in the trail. */
function checkEvent(event: AuditEvent): AuditEvent {
  const parsed = auditEventSchema.safeParse(event);
  if (!parsed.success) {
    throw new AuditError(`The audit event is not valid: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`);
  }
  const bytes = Buffer.byteLength(canonicalJson(parsed.data));
  if (bytes <= MAX_EVENT_BYTES) return parsed.data;
  throw new AuditError(`The audit event has ${bytes} bytes, at most ${MAX_EVENT_BYTES} are kept; put hashes in it.`);
}

function toAuditError(error: unknown, what: string): AuditError {
  if (error instanceof AuditError) return error;
  const why = error instanceof Error ? error.message : String(error);
  // What the disk reports may pass: space is freed, a mount comes back.
  const retryable = PlumblineError.isInstance(error) ? error.retryable : true;
  return new AuditError(`${what}: ${why}`, { cause: error, retryable });
}
