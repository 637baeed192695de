import { describe, expect, it } from 'vitest';
import { BUCKET, serviceSetup, uriOf } from '../fixtures/service-setup.ts';
import { createMapHandler } from '../map-handler.ts';
import { resultOf } from '../worker/item-result.ts';
import { MAX_RESULT_BYTES, type MapResult, runMap } from './run-map.ts';

const OPTIONS = { batchSize: 10, lanes: 2, retries: 0, firstPauseMs: 1 };

describe('a worker of a Distributed Map', () => {
  it('takes batches of items as an item reader gives them, and names what is not in the index', async () => {
    await using setup = await serviceSetup();
    setup.s3.objects.put(BUCKET, 'a.txt', 'Sales fell.');
    setup.s3.objects.put(BUCKET, 'b.txt', 'a\0b');
    const handler = createMapHandler({ config: OPTIONS, compose: async () => setup.service });
    const Items = [
      { Key: 'a.txt', Size: 11, ETag: '"x"', LastModified: 1_700_000_000, StorageClass: 'STANDARD' },
      { Key: 'b.txt' },
      { Size: 3 },
    ];
    const event = { BatchInput: { bucket: BUCKET }, Items };
    const expected = { items: 3, indexed: 1, refused: 2, retry: 0, documents: 1, passages: 1, failuresOmitted: 0 };
    const result = await handler(event, { getRemainingTimeInMillis: () => 900_000 });
    expect(result).toMatchObject(expected);
    expect(result.failures).toEqual([
      { uri: 'item 3', status: 'refused', code: 'INVALID_MANIFEST', message: expect.any(String) },
      { uri: uriOf('b.txt'), status: 'refused', code: 'BINARY', message: expect.any(String) },
    ]);
    expect(await handler({ uri: uriOf('a.txt') })).toMatchObject({ items: 1, unchanged: 1, failures: [] });
  });

  it('has room in its result for no more than 256 KiB, and says how much was left out', async () => {
    const worker = {
      process: async (items: readonly { uri: string }[]) =>
        items.map((item) => resultOf(item, 'refused', { code: 'CORRUPT', message: 'é'.repeat(500) })),
    };
    const Items = Array.from({ length: 2000 }, (_, at) => ({ uri: uriOf(`${at}-${'x'.repeat(200)}`) }));
    const result: MapResult = await runMap({ Items }, { ...OPTIONS, worker });
    expect(Buffer.byteLength(JSON.stringify(result))).toBeLessThanOrEqual(MAX_RESULT_BYTES);
    expect(result.failures.length + result.failuresOmitted).toBe(2000);
    expect(result.failures.length).toBeGreaterThan(200);
  });

  it('fails as a whole when nothing could be done, so that the map tries again', async () => {
    const worker = {
      process: async (items: readonly { uri: string }[]) =>
        items.map((item) => resultOf(item, 'retry', { code: 'WRITE_FAILED', message: 'no connection' })),
    };
    await expect(runMap({ Items: [{ uri: uriOf('a') }] }, { ...OPTIONS, worker })).rejects.toMatchObject({
      code: 'INTERRUPTED',
      retryable: true,
    });
  });

  it('hands back what it had no time for', async () => {
    await using setup = await serviceSetup();
    const handler = createMapHandler({
      config: { ...OPTIONS, batchSize: 1, lanes: 1 },
      compose: async () => setup.service,
    });
    setup.s3.objects.put(BUCKET, 'a.txt', 'Sales fell.');
    const result = await handler({ uri: uriOf('a.txt') }, { getRemainingTimeInMillis: () => 0 });
    expect([result.indexed + result.retry, result.items]).toEqual([1, 1]);
  });

  it.each([[{ Items: [] }], ['text'], [null]])('refuses the input %j', async (input) => {
    await expect(runMap(input, { ...OPTIONS, worker: { process: async () => [] } })).rejects.toMatchObject({
      code: 'INVALID_MANIFEST',
    });
  });
});
