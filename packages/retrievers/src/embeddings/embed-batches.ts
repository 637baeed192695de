import type { AsyncCaller } from '@langchain/core/utils/async_caller';
import { InvalidInputError } from '@plumbline/core';

/** What embeddings that call a service take beside the texts. */
export interface EmbedOptions {
  /** Ends the calls under way; none is begun after it. */
  readonly signal?: AbortSignal;
}

export interface BatchOptions {
  /** Bounds how many batches are under way. */
  readonly caller: AsyncCaller;
  readonly batchSize: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Embeds texts batch by batch, each text once, and gives the vectors in the order of the texts. The first failure ends
 * the other batches.
 *
 * @throws InvalidInputError for a text that is blank: models have no vector for it
 */
export async function embedBatches(
  texts: readonly string[],
  { caller, batchSize, signal }: BatchOptions,
  embed: (batch: readonly string[], signal: AbortSignal) => Promise<number[][]>,
): Promise<number[][]> {
  const blank = texts.findIndex((text) => text.trim() === '');
  if (blank >= 0)
    throw new InvalidInputError(`Text ${blank} is blank: leave out texts without words before embedding.`);
  const distinct = [...new Set(texts)];
  const failure = new AbortController();
  const ending = signal === undefined ? failure.signal : AbortSignal.any([signal, failure.signal]);
  const vectors = await Promise.all(
    batchesOf(distinct, batchSize).map((batch) =>
      caller
        .call(async () => {
          ending.throwIfAborted();
          return await embed(batch, ending);
        })
        .catch((error: unknown) => {
          failure.abort(error);
          throw error;
        }),
    ),
  );
  const byText = new Map(vectors.flat().map((vector, place) => [distinct[place], vector]));
  return texts.map((text) => byText.get(text) ?? []);
}

function batchesOf(texts: readonly string[], size: number): string[][] {
  const batches: string[][] = [];
  for (let start = 0; start < texts.length; start += size) batches.push(texts.slice(start, start + size));
  return batches;
}
