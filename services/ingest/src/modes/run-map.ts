import { z } from 'zod';
import { describeError, IngestServiceError } from '../errors.ts';
import { latestItems } from '../items/latest-items.ts';
import { itemOfRow } from '../items/manifest-row.ts';
import type { ItemResult } from '../worker/item-result.ts';
import { type RunManifestOptions, runManifest } from './run-manifest.ts';

/** Items as a Distributed Map hands them out: in a batch, with what is the same for all, or one by itself. */
const inputSchema = z.union([
  z.object({
    Items: z.array(z.unknown()).min(1),
    BatchInput: z.object({ bucket: z.string().min(1).optional() }).optional(),
  }),
  z
    .record(z.string(), z.unknown())
    .refine((item) => !('Items' in item))
    .transform((item) => ({ Items: [item], BatchInput: undefined })),
]);

/** An item that is not in the index, and why. */
export interface MapFailure {
  readonly uri: string;
  readonly code: string;
  readonly message: string;
  /** `refused`: a dead letter says more, and no further try helps. `retry`: hand it out again. */
  readonly status: 'refused' | 'partial' | 'retry';
}

/** What a worker of a Distributed Map answers. */
export interface MapResult {
  readonly items: number;
  readonly indexed: number;
  readonly unchanged: number;
  readonly removed: number;
  readonly refused: number;
  readonly retry: number;
  readonly documents: number;
  readonly passages: number;
  readonly tokens: number;
  readonly failures: readonly MapFailure[];
  /** Failures that found no room in the list. */
  readonly failuresOmitted: number;
}

/** Bytes of the largest result; 256 KiB is what a state may hand on. */
export const MAX_RESULT_BYTES = 256 * 1024;
const ROOM_BYTES = MAX_RESULT_BYTES - 4096;
const MESSAGE_CHARACTERS = 300;

/**
 * Deals with the items of one child of a Step Functions Distributed Map.
 *
 * @returns counts, and every item that is not in the index as far as 256 KiB have room for it
 * @throws IngestServiceError INVALID_MANIFEST for an input without items; the error of the first item when nothing at all
 *   could be done and another try may help, so that the map's `Retry` applies
 */
export async function runMap(input: unknown, options: Omit<RunManifestOptions, 'items' | 'shard'>): Promise<MapResult> {
  const parsed = inputSchema.safeParse(input);
  if (!parsed.success) {
    throw new IngestServiceError('INVALID_MANIFEST', `The input has no items: ${z.prettifyError(parsed.error)}`);
  }
  const { Items, BatchInput } = parsed.data;
  const bad: MapFailure[] = [];
  const items = Items.flatMap((row, at) => {
    try {
      return itemOfRow(row, BatchInput?.bucket) ?? [];
    } catch (error) {
      bad.push({ uri: `item ${at + 1}`, status: 'refused', ...describeError(error) });
      return [];
    }
  });
  const results: ItemResult[] = [];
  const wanted = latestItems(items);
  const summary = await runManifest({
    ...options,
    items: wanted,
    onResults: (some) => results.push(...some.filter(({ status }) => status !== 'retry')),
  });
  const answered = new Set([...results, ...summary.left].map(({ item }) => item.uri));
  const unasked = wanted
    .filter(({ uri }) => !answered.has(uri))
    .map(
      ({ uri }): MapFailure => ({
        uri,
        status: 'retry',
        code: 'INTERRUPTED',
        message: 'There was no time left for it.',
      }),
    );
  const failures = [...bad, ...[...summary.left, ...results].flatMap(failureOf), ...unasked];
  refuseUseless(summary.left, results.length);
  const retry = failures.filter(({ status }) => status === 'retry').length;
  const { indexed, unchanged, stale, removed, refused, partial, documents, passages, tokens } = summary;
  const counts = { documents, passages, tokens, removed, indexed: indexed + partial, unchanged: unchanged + stale };
  return withRoom({ items: Items.length, ...counts, refused: refused + bad.length, retry }, failures);
}

function failureOf({ item, status, code = 'UNKNOWN', message = '' }: ItemResult): MapFailure[] {
  if (status !== 'refused' && status !== 'partial' && status !== 'retry') return [];
  return [{ uri: item.uri, status, code, message: message.slice(0, MESSAGE_CHARACTERS) }];
}

function refuseUseless(left: readonly ItemResult[], done: number): void {
  const [first] = left;
  if (first === undefined || done > 0) return;
  throw new IngestServiceError('INTERRUPTED', `Nothing could be done: ${first.code}: ${first.message}`, {
    retryable: true,
  });
}

/** What asks for another try comes first: a refusal is in the dead letters too. */
function withRoom(counts: Omit<MapResult, 'failures' | 'failuresOmitted'>, failures: readonly MapFailure[]): MapResult {
  const kept: MapFailure[] = [];
  let bytes = 0;
  for (const failure of failures.toSorted((a, b) => Number(b.status === 'retry') - Number(a.status === 'retry'))) {
    bytes += Buffer.byteLength(JSON.stringify(failure)) + 1;
    if (bytes > ROOM_BYTES) break;
    kept.push(failure);
  }
  return { ...counts, failures: kept, failuresOmitted: failures.length - kept.length };
}
