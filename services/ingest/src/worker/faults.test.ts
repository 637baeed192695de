import type { Passage } from '@plumbline/core';
import { MemoryPassageIndex } from '@plumbline/retrievers/testing';
import { describe, expect, it } from 'vitest';
import type { FaultInput } from '../../../../test/emulators/lib/faults.ts';
import { BUCKET, serviceSetup } from '../fixtures/service-setup.ts';

const REPORT = 'Sales fell in the third quarter, and costs rose with them.';

describe('when S3 is in trouble', () => {
  it.each<[string, FaultInput[]]>([
    ['throttles', [{ kind: 'throttle', times: 2 }]],
    ['fails', [{ kind: 'server-error', times: 2 }]],
    ['breaks bodies off', [{ kind: 'cut', operation: 'GetObject', times: 2 }]],
    ['gives bodies that are too short', [{ kind: 'malformed', operation: 'GetObject', times: 2 }]],
    ['is slow', [{ kind: 'slow', delayMs: 50 }]],
  ])('%s for a while, it is asked again and nothing is lost', async (_, faults) => {
    await using setup = await serviceSetup({ s3: { faults }, config: { labelFiles: false } });
    setup.s3.objects.put(BUCKET, 'a.txt', REPORT);
    expect((await setup.process('a.txt'))[0]).toMatchObject({ status: 'indexed' });
    expect(setup.texts()).toEqual([REPORT]);
  });

  it.each<[string, FaultInput[], string]>([
    ['fails', [{ kind: 'server-error' }], 'OBJECT_UNAVAILABLE'],
    ['breaks every body off', [{ kind: 'cut', operation: 'GetObject' }], 'OBJECT_UNAVAILABLE'],
    ['gives every body too short', [{ kind: 'malformed', operation: 'GetObject' }], 'OBJECT_UNAVAILABLE'],
  ])('%s for good, the item is left for later, and nothing is marked as done', async (_, faults, code) => {
    await using setup = await serviceSetup({ s3: { faults }, config: { labelFiles: false } });
    setup.s3.objects.put(BUCKET, 'a.txt', REPORT);
    expect((await setup.process('a.txt'))[0]).toMatchObject({ status: 'retry', code });
    expect([setup.texts(), await setup.deadLetters()]).toEqual([[], []]);
  });

  it('refuses to say whether an object is there, nothing is taken out', async () => {
    await using setup = await serviceSetup({ s3: { mayList: false }, config: { labelFiles: false } });
    setup.s3.objects.put(BUCKET, 'a.txt', REPORT);
    await setup.process('a.txt');
    setup.s3.objects.remove(BUCKET, 'a.txt');
    expect((await setup.process('a.txt'))[0]).toMatchObject({ status: 'retry', code: 'ACCESS_DENIED' });
    expect(setup.texts()).toEqual([REPORT]);
  });

  it('loses the object between the look and the read, it is taken out', async () => {
    await using setup = await serviceSetup({
      s3: { faults: [{ kind: 'slow', operation: 'GetObject', delayMs: 200 }] },
      config: { labelFiles: false },
    });
    setup.s3.objects.put(BUCKET, 'a.txt', REPORT);
    const results = setup.process('a.txt');
    await expect.poll(() => setup.s3.requests.some(({ operation }) => operation === 'GetObject')).toBe(true);
    setup.s3.objects.remove(BUCKET, 'a.txt');
    expect((await results)[0]?.status).toBe('removed');
  });

  it('replaces the object between the look and the read, the new one waits for the next look', async () => {
    await using setup = await serviceSetup({
      s3: { faults: [{ kind: 'slow', operation: 'GetObject', nth: 1, delayMs: 200 }] },
      config: { labelFiles: false },
    });
    setup.s3.objects.put(BUCKET, 'a.txt', REPORT);
    const results = setup.process('a.txt');
    await expect.poll(() => setup.s3.requests.some(({ operation }) => operation === 'GetObject')).toBe(true);
    setup.s3.objects.put(BUCKET, 'a.txt', 'Sales rose.');
    expect((await results)[0]).toMatchObject({ status: 'retry', code: 'OBJECT_CHANGED' });
    expect((await setup.process('a.txt'))[0]?.status).toBe('indexed');
    expect(setup.texts()).toEqual(['Sales rose.']);
  });
});

describe('when the index cannot be reached', () => {
  it('nothing is marked as done, and the next try goes on', async () => {
    class Flaky extends MemoryPassageIndex {
      isDown = true;
      override async addPassages(passages: readonly Passage[]): Promise<void> {
        // Half of it arrives before the connection breaks.
        await super.addPassages(passages.slice(0, Math.ceil(passages.length / 2)));
        if (this.isDown) throw new Error('connect ECONNREFUSED');
        await super.addPassages(passages);
      }
      override async deletePassages(ids: readonly string[]): Promise<void> {
        if (this.isDown) throw new Error('connect ECONNREFUSED');
        await super.deletePassages(ids);
      }
    }
    const index = new Flaky();
    await using setup = await serviceSetup({ parts: { index } });
    setup.s3.objects.put(BUCKET, 'a.md', '# One\n\nSales fell.\n\n# Two\n\nCosts rose.\n');
    setup.s3.objects.put(BUCKET, 'b.txt', 'Debt fell.');
    const first = await setup.process('a.md', 'b.txt');
    expect(first.map(({ status, code }) => [status, code])).toEqual([
      ['retry', 'WRITE_FAILED'],
      ['retry', 'WRITE_FAILED'],
    ]);
    setup.s3.objects.put(BUCKET, 'a.md', '# One\n\nSales rose.\n');
    index.isDown = false;
    const second = await setup.process('a.md', 'b.txt');
    expect(second.map(({ status }) => status)).toEqual(['indexed', 'indexed']);
    expect([...index.passages.values()].map(({ pageContent }) => pageContent).sort()).toEqual([
      'Debt fell.',
      'Sales rose.',
    ]);
  });
});
