import { SQSClient } from '@aws-sdk/client-sqs';
import type { PassageIndex } from '@plumbline/core';
import { MemoryPassageIndex } from '@plumbline/retrievers/testing';
import { describe, expect, it } from 'vitest';
import type { FaultInput } from '../../../../test/emulators/lib/faults.ts';
import { BUCKET, CREDENTIALS, type ServiceSetup, type SetupOptions, serviceSetup } from '../fixtures/service-setup.ts';
import { runQueue } from './run-queue.ts';

const event = (key: string, sequencer: string, eventName = 'ObjectCreated:Put') =>
  JSON.stringify({
    Records: [{ eventSource: 'aws:s3', eventName, s3: { bucket: { name: BUCKET }, object: { key, sequencer } } }],
  });

/** The service between its queue and the queue of dead letters. */
async function queueSetup(options: SetupOptions = {}) {
  const setup = await serviceSetup({ deadLetterQueue: 'dead-letters', ...options });
  const sqs = new SQSClient({ endpoint: setup.sqs.url, region: 'us-east-1', credentials: CREDENTIALS, maxAttempts: 1 });
  const troubles: string[] = [];
  const run = (stopping = new AbortController().signal, service = setup.service) =>
    runQueue({
      worker: service.worker,
      sqs,
      queueUrl: setup.sqs.urlOf('documents'),
      deadLetters: service.deadLetters,
      clock: Date.now,
      visibilitySeconds: 60,
      lanes: 1,
      firstPauseMs: 1,
      stopping,
      untilEmpty: true,
      onTrouble: ({ code }) => troubles.push(code),
    });
  const send = (...bodies: string[]) => {
    for (const body of bodies) setup.sqs.queue('documents').send(body);
  };
  const waiting = () => setup.sqs.queue('documents').messages.length;
  const letters = () => setup.sqs.queue('dead-letters').messages.map(({ body }) => JSON.parse(body));
  return { setup, run, send, waiting, letters, troubles };
}

const usingQueue = async (
  test: (parts: Awaited<ReturnType<typeof queueSetup>> & { setup: ServiceSetup }) => Promise<void>,
  options?: SetupOptions,
) => {
  const parts = await queueSetup(options);
  await using _ = parts.setup;
  await test(parts);
};

describe('a worker at a queue', () => {
  it('deals with events that come twice, late and out of order', () =>
    usingQueue(async ({ setup, run, send, waiting, letters }) => {
      setup.s3.objects.put(BUCKET, 'a.txt', 'Sales rose.');
      setup.s3.objects.put(BUCKET, 'gone.txt', 'Costs rose.');
      send(event('a.txt', '00B0'), event('a.txt', '00A1'), event('a.txt', '00B0'), event('gone.txt', '00A1'));
      await run();
      setup.s3.objects.remove(BUCKET, 'gone.txt');
      send(event('gone.txt', '00C0', 'ObjectRemoved:Delete'), event('a.txt', '00A1', 'ObjectRemoved:Delete'));
      await run();
      send(event('gone.txt', '00A1'));
      await run();
      expect([setup.texts(), waiting(), letters()]).toEqual([['Sales rose.'], 0, []]);
    }));

  it('puts a poisoned message away, and a poisoned document, each with the reason', () =>
    usingQueue(async ({ setup, run, send, waiting, letters }) => {
      setup.s3.objects.put(BUCKET, 'a.txt', 'a\0b');
      send('no JSON', event('a.txt', '00A1'));
      await run();
      expect(waiting()).toBe(0);
      expect(letters()).toEqual([
        expect.objectContaining({ code: 'INVALID_EVENT', body: 'no JSON' }),
        expect.objectContaining({ code: 'BINARY', item: { uri: `s3://${BUCKET}/a.txt`, sequencer: '00A1' } }),
      ]);
      setup.s3.objects.put(BUCKET, 'a.txt', 'Mended.');
      send(JSON.stringify(letters()[1]));
      await run();
      expect(setup.texts(), 'a dead letter that is moved back is tried again').toEqual(['Mended.']);
    }));

  it('deletes no message while the dead letters cannot be reached', () => {
    const faults: FaultInput[] = [{ kind: 'server-error', operation: 'SendMessage' }];
    return usingQueue(
      async ({ setup, run, send, waiting, troubles }) => {
        setup.s3.objects.put(BUCKET, 'a.txt', 'a\0b');
        send('no JSON', event('a.txt', '00A1'));
        await run();
        expect(waiting()).toBe(2);
        expect(troubles).toContain('DEAD_LETTER_FAILED');
      },
      { sqs: { faults } },
    );
  });

  it('hides messages for longer each time while the index cannot be reached', () => {
    let now = 1_000_000;
    const down = async () => {
      throw new Error('connect ECONNREFUSED');
    };
    const index: PassageIndex = { addPassages: down, deletePassages: down, optimise: down };
    return usingQueue(
      async ({ setup, run, send }) => {
        setup.s3.objects.put(BUCKET, 'a.txt', 'Sales fell.');
        send(event('a.txt', '00A1'));
        const hidden: number[] = [];
        for (let round = 0; round < 3; round++) {
          await run();
          const [message] = setup.sqs.queue('documents').messages;
          hidden.push(((message?.hiddenUntil ?? 0) - now) / 1000);
          now = message?.hiddenUntil ?? 0;
        }
        expect(hidden).toEqual([30, 60, 120]);
        await run(undefined, await setup.another('worker-2', { index: setup.index }));
        expect([setup.texts(), setup.sqs.queue('documents').messages]).toEqual([['Sales fell.'], []]);
      },
      { parts: { index }, sqs: { clock: () => now } },
    );
  });

  it.each<FaultInput['kind']>(['throttle', 'server-error', 'cut', 'malformed'])(
    'goes on after a queue that met "%s"; what was lost on the way comes back',
    (kind) => {
      let now = 1_000_000;
      return usingQueue(
        async ({ setup, run, send, waiting, troubles }) => {
          setup.s3.objects.put(BUCKET, 'a.txt', 'Sales fell.');
          send(event('a.txt', '00A1'));
          await run();
          now += 60_000;
          await run();
          expect([setup.texts(), waiting(), troubles.length]).toEqual([['Sales fell.'], 0, 1]);
        },
        { sqs: { faults: [{ kind, operation: 'ReceiveMessage', nth: 1 }], clock: () => now } },
      );
    },
  );

  it('ends what is under way when it is told to stop, and begins nothing more', () => {
    const stopping = new AbortController();
    const memory = new MemoryPassageIndex();
    const index: PassageIndex = {
      addPassages: async (passages) => {
        stopping.abort();
        await memory.addPassages(passages);
      },
      deletePassages: (ids) => memory.deletePassages(ids),
      optimise: () => memory.optimise(),
    };
    return usingQueue(
      async ({ setup, run, send, waiting }) => {
        for (let at = 0; at < 12; at++) {
          setup.s3.objects.put(BUCKET, `${at}.txt`, `Text ${at}.`);
          send(event(`${at}.txt`, '00A1'));
        }
        await run(stopping.signal);
        expect([memory.passages.size, waiting()]).toEqual([10, 2]);
      },
      { parts: { index } },
    );
  });

  it('ends when it is told to', () =>
    usingQueue(async ({ run, send, waiting }) => {
      send(event('a.txt', '00A1'));
      await run(AbortSignal.abort());
      expect(waiting()).toBe(1);
    }));
});
