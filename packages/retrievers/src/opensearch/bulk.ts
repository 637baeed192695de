import { setTimeout as sleepFor } from 'node:timers/promises';
import { PlumblineError } from '@plumbline/core';
import { z } from 'zod';
import type { Call } from './call.ts';
import { BulkWriteError, IndexMissingError } from './errors.ts';

/** One line of a bulk request: a passage to write, or an id to delete. */
export interface BulkOperation {
  readonly id: string;
  /** Nothing: delete. */
  readonly row?: Readonly<Record<string, unknown>>;
}

/** An operation that was refused, and why. */
export interface Refusal {
  readonly id: string;
  readonly status: number;
  readonly type: string;
  readonly reason: string;
}

export interface BulkOptions {
  /** Operations of one request at most. Default 500. */
  readonly maxOperations?: number;
  /** Bytes of one request at most; one passage alone may be larger. Default 5 MiB. */
  readonly maxBytes?: number;
  /** Requests under way at the same time. Default 2. */
  readonly concurrency?: number;
  /** How often an operation is tried while the cluster asks for patience. Default 10. */
  readonly attempts?: number;
  /** The wait before the second attempt, doubled with each. Default 250. */
  readonly firstWaitMs?: number;
  /** Default 10,000. */
  readonly longestWaitMs?: number;
  /** Default `Math.random`. */
  readonly random?: () => number;
  /** Default: a timer. */
  readonly sleep?: (ms: number) => Promise<void>;
  /** Whether the name must be an alias: without it OpenSearch would make an index and guess its mapping. Default true. */
  readonly isAlias?: boolean;
}

const itemSchema = z.object({
  status: z.number(),
  error: z.object({ type: z.string(), reason: z.string().nullish() }).optional(),
});
const responseSchema = z.object({ items: z.array(z.record(z.string(), itemSchema)) });

/** Too many requests, a shard that is not there yet, a block on writes during a reindex: these pass. */
const PASSING_STATUS = [429, 502, 503, 504];
const PASSING_TYPE = /rejected_execution|circuit_breaking|unavailable_shards|node_closed|no_shard_available/;

/**
 * Writes operations in batches to the index behind an alias and looks at the answer to each. What passes is tried again,
 * alone, with growing waits, and meanwhile fewer requests are under way; what does not is returned.
 *
 * @throws BulkWriteError (retryable) when the cluster went on asking for patience
 */
export async function writeBulk(
  call: Call,
  alias: string,
  operations: readonly BulkOperation[],
  options: BulkOptions = {},
): Promise<Refusal[]> {
  const { concurrency = 2 } = options;
  const batches = inBatches(operations, options);
  const refused: Refusal[] = [];
  const lane = async (): Promise<void> => {
    for (let batch = batches.next(); batch.done !== true; batch = batches.next()) {
      refused.push(...(await writeBatch(call, alias, batch.value, options)));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return refused;
}

async function writeBatch(
  call: Call,
  alias: string,
  batch: readonly BulkOperation[],
  options: BulkOptions,
): Promise<Refusal[]> {
  const { attempts = 10, sleep = sleepFor } = options;
  const refused: Refusal[] = [];
  let left = batch;
  for (let attempt = 1; ; attempt += 1) {
    const answers = await sendBatch(call, { alias, batch: left, isAlias: options.isAlias ?? true });
    const failed = left.flatMap((operation, place) => {
      const answer = answers[place];
      return answer === undefined || isDone(operation, answer) ? [] : [{ operation, ...answer }];
    });
    refused.push(
      ...failed.filter((one) => !isPassing(one)).map(({ operation, ...why }) => ({ id: operation.id, ...why })),
    );
    const passing = failed.filter(isPassing);
    const [first] = passing;
    if (first === undefined) return refused;
    left = passing.map(({ operation }) => operation);
    if (attempt >= attempts) {
      throw new BulkWriteError(alias, {
        ids: left.map(({ id }) => id),
        why: `${first.type}: ${first.reason}`,
        retryable: true,
      });
    }
    await sleep(waitBefore(attempt, options));
  }
}

interface Sent {
  readonly alias: string;
  readonly batch: readonly BulkOperation[];
  readonly isAlias: boolean;
}

type Answer = Omit<Refusal, 'id'>;

/** A request refused as a whole is an answer to each of its operations. */
async function sendBatch(call: Call, { alias, batch, isAlias }: Sent): Promise<Answer[]> {
  const bulkBody = batch.flatMap(({ id, row }) =>
    row === undefined ? [{ delete: { _id: id } }] : [{ index: { _id: id } }, row],
  );
  const path = `/${encodeURIComponent(alias)}/_bulk`;
  const querystring = { require_alias: isAlias };
  try {
    const { body } = await call({ method: 'POST', path, querystring, bulkBody }, { attempts: 1, timeoutMs: 120_000 });
    return responseSchema.parse(body).items.map((item) => {
      const { status, error } = Object.values(item)[0] ?? { status: 0 };
      if (error?.type === 'index_not_found_exception') throw new IndexMissingError(alias);
      return { status, type: error?.type ?? '', reason: withoutText(error?.reason ?? '') };
    });
  } catch (error) {
    if (!PlumblineError.isInstance(error) || !error.retryable) throw error;
    return batch.map(() => ({ status: 429, type: error.code, reason: error.message }));
  }
}

/** Some reasons end with the beginning of the value, which is text of a passage. */
function withoutText(reason: string): string {
  return reason.replace(/Preview of field's value.*/s, '').slice(0, 300);
}

function isDone({ row }: BulkOperation, { status }: Answer): boolean {
  // What is to be deleted and not there is deleted.
  return status < 300 || (row === undefined && status === 404);
}

function isPassing({ status, type, reason }: Answer): boolean {
  if (type === 'cluster_block_exception') return /index write/.test(reason);
  return PASSING_STATUS.includes(status) || PASSING_TYPE.test(type);
}

function waitBefore(
  attempt: number,
  { firstWaitMs = 250, longestWaitMs = 10_000, random = Math.random }: BulkOptions,
): number {
  return Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1)) * (0.5 + random() / 2);
}

function* inBatches(
  operations: readonly BulkOperation[],
  { maxOperations = 500, maxBytes = 5 * 2 ** 20 }: BulkOptions,
): Generator<BulkOperation[]> {
  let batch: BulkOperation[] = [];
  let bytes = 0;
  for (const operation of operations) {
    const size = operation.row === undefined ? 100 : Buffer.byteLength(JSON.stringify(operation.row));
    if (batch.length >= maxOperations || (batch.length > 0 && bytes + size > maxBytes)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(operation);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
