import { AsyncCaller } from '@langchain/core/utils/async_caller';
import { ServiceResponseError } from '../aws/errors.ts';

/** A place among the texts and what the model says of it. */
export interface PlacedScore {
  readonly index: number;
  readonly score: number;
}

export interface ScoreBatchesOptions {
  readonly batchSize: number;
  readonly maxConcurrency: number;
  readonly signal: AbortSignal | undefined;
}

/** Scores texts batch by batch; the first failure ends the others. The scores are in the order of the texts. */
export async function scoreBatches(
  texts: readonly string[],
  { batchSize, maxConcurrency, signal }: ScoreBatchesOptions,
  score: (batch: readonly string[], signal: AbortSignal) => Promise<readonly number[]>,
): Promise<number[]> {
  const caller = new AsyncCaller({ maxConcurrency, maxRetries: 0 });
  const failure = new AbortController();
  const ending = signal === undefined ? failure.signal : AbortSignal.any([signal, failure.signal]);
  const starts = Array.from({ length: Math.ceil(texts.length / batchSize) }, (_, n) => n * batchSize);
  const scores = await Promise.all(
    starts.map((start) =>
      caller
        .call(async () => {
          ending.throwIfAborted();
          return await score(texts.slice(start, start + batchSize), ending);
        })
        .catch((error: unknown) => {
          failure.abort(error);
          throw error;
        }),
    ),
  );
  return scores.flat();
}

/**
 * Puts scores in the order of their texts.
 *
 * @throws ServiceResponseError when one is missing, there twice, or for a text that was not sent
 */
export function inOrder(service: string, placed: readonly PlacedScore[], count: number): number[] {
  const scores = new Map(placed.map(({ index, score }) => [index, score]));
  const ordered = Array.from({ length: count }, (_, place) => scores.get(place));
  const whole = ordered.filter((score) => score !== undefined);
  if (placed.length !== count || whole.length !== count) {
    throw new ServiceResponseError(service, `it gave ${placed.length} scores for ${count} texts, or not one for each.`);
  }
  return whole;
}
