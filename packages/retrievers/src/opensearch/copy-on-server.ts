import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Call } from './call.ts';
import { BulkWriteError } from './errors.ts';

export interface CopyOptions {
  /** Ends the copy; the old version stays. */
  readonly signal?: AbortSignal;
  /** Passages a second at most, to spare the cluster. Default: no limit. */
  readonly passagesPerSecond?: number;
  /** How often the cluster is asked how far it is. Default 1,000. */
  readonly pollMs?: number;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

export interface Copy {
  readonly from: string;
  readonly to: string;
  /** Default: everything. */
  readonly ids?: readonly string[] | undefined;
}

const failureSchema = z.object({
  id: z.string().optional(),
  cause: z.object({ type: z.string(), reason: z.string().nullish() }).optional(),
});
const taskSchema = z.object({
  completed: z.boolean(),
  task: z.object({ status: z.object({ total: z.number(), created: z.number(), updated: z.number() }) }),
  error: z.object({ type: z.string(), reason: z.string().nullish() }).optional(),
  response: z.object({ failures: z.array(failureSchema) }).optional(),
});

/**
 * Copies passages from one index to another inside of the cluster, vectors and all.
 *
 * @throws BulkWriteError for passages that the new index refuses
 */
export async function copyOnServer(call: Call, { from, to, ids }: Copy, options: CopyOptions): Promise<void> {
  const { signal, passagesPerSecond = -1, pollMs = 1_000, onProgress } = options;
  const source = { index: from, size: 500, ...(ids === undefined ? {} : { query: { ids: { values: ids } } }) };
  const started = await call({
    method: 'POST',
    path: '/_reindex',
    querystring: { wait_for_completion: false, requests_per_second: passagesPerSecond },
    body: { source, dest: { index: to } },
  });
  const { task } = z.object({ task: z.string() }).parse(started.body);
  for (let pause = 20; ; pause = Math.min(2 * pause, pollMs)) {
    await sleep(pause);
    if (signal?.aborted === true) {
      await call({ method: 'POST', path: `/_tasks/${task}/_cancel` }, { allow: [404] });
      signal.throwIfAborted();
    }
    const { body } = await call({ method: 'GET', path: `/_tasks/${task}` });
    const state = taskSchema.parse(body);
    const { total, created, updated } = state.task.status;
    onProgress?.({ done: created + updated, total });
    if (!state.completed) continue;
    // The cluster keeps what became of each task for ever.
    await call({ method: 'DELETE', path: `/.tasks/_doc/${task}` }, { allow: [403, 404], attempts: 1 });
    const [failure] = state.response?.failures ?? [];
    const why = state.error ?? failure?.cause;
    if (why === undefined) return;
    const failed = state.response?.failures.map(({ id = '?' }) => id) ?? ['?'];
    throw new BulkWriteError(to, { ids: failed, why: `${why.type}: ${why.reason ?? ''}` });
  }
}
