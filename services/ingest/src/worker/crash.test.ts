import { createTokenCounter } from '@plumbline/retrievers/ingest';
import { afterAll, describe, expect, it } from 'vitest';
import { CrashPoint, crashingIndex, crashingStore } from '../fixtures/crashing-store.ts';
import { BUCKET, type ServiceSetup, serviceSetup, uriOf } from '../fixtures/service-setup.ts';

const sections = (...names: string[]) => names.map((name) => `# ${name}\n\nThe text of ${name}.\n`).join('\n');
const titled = (title: string, text: string) => `---\ntitle: ${title}\nasOf: 2023-12-31\n---\n${text}`;

type Objects = Readonly<Record<string, string | undefined>>;
const BEFORE: Objects = {
  'changed.md': titled('Changed', sections('a', 'b', 'c', 'd')),
  'gone.md': titled('Gone', sections('x', 'y')),
  'rights.md': titled('Rights', sections('r')),
  'refused.md': titled('Refused', sections('s')),
  'same.md': titled('Same', sections('t')),
};
const AFTER: Objects = {
  ...BEFORE,
  'changed.md': titled('Changed', sections('a', 'changed', 'c')),
  'gone.md': undefined,
  'new.md': titled('New', sections('n', 'm')),
  'rights.md': titled('Rights\nacl: [tenant:demo, group:desk]', sections('r')),
  'refused.md': titled('Refused\nacl: [everyone]', sections('s')),
};
const KEYS = [...new Set([...Object.keys(BEFORE), ...Object.keys(AFTER)])];

function lay({ s3 }: ServiceSetup, objects: Objects): void {
  for (const key of KEYS) {
    const content = objects[key];
    if (content === undefined) s3.objects.remove(BUCKET, key);
    else s3.objects.put(BUCKET, key, content);
  }
}

/** One for all services: making one takes longer than what they do here. */
const counter = createTokenCounter();
afterAll(() => counter[Symbol.dispose]());

const OPTIONS = { config: { labelFiles: false, maxDeaths: 10 }, parts: { counter } };

async function freshIds(objects: Objects): Promise<string[]> {
  await using setup = await serviceSetup(OPTIONS);
  lay(setup, objects);
  await setup.process(...KEYS);
  return [...setup.index.passages.keys()].sort();
}

describe('a worker that ends in the middle', () => {
  it.each<[string, Objects]>([
    ['the objects as they are', AFTER],
    ['the objects as they were before', BEFORE],
    ['no objects', {}],
  ])(
    'leaves what the next one over %s puts right, at whatever step it ends, and never a document half gone',
    { timeout: 120_000 },
    async (_, later) => {
      const [old, wanted, expected] = [await freshIds(BEFORE), await freshIds(AFTER), await freshIds(later)];
      const ofChanged = (ids: readonly string[]) => ids.filter((id) => id.startsWith(uriOf('changed.md')));
      let step = 0;
      for (let isReached = true; isReached; ) {
        step += 1;
        await using setup = await serviceSetup(OPTIONS);
        lay(setup, BEFORE);
        await setup.process(...KEYS);
        lay(setup, AFTER);
        const point = new CrashPoint(step);
        const doomed = await setup.another('worker-1', {
          index: crashingIndex(setup.index, point),
          store: crashingStore(setup.store, point),
        });
        await doomed.worker.process(KEYS.map((key) => ({ uri: uriOf(key) })));
        isReached = point.isReached;
        const held = new Set(setup.index.passages.keys());
        const isWhole = (ids: readonly string[]) => ofChanged(ids).every((id) => held.has(id));
        expect(isWhole(old) || isWhole(wanted), `old or new is whole after step ${step}`).toBe(true);

        lay(setup, later);
        const next = await setup.another('worker-1');
        const results = await next.worker.process(KEYS.map((key) => ({ uri: uriOf(key) })));
        expect(
          results.filter(({ status }) => status === 'retry'),
          `after step ${step}`,
        ).toEqual([]);
        expect([...setup.index.passages.keys()].sort(), `after step ${step}`).toEqual(expected);
        const calls = setup.index.calls.length;
        const last = await setup.another('worker-1');
        const again = await last.worker.process(KEYS.map((key) => ({ uri: uriOf(key) })));
        expect(
          again.map(({ status }) => status),
          `after step ${step}`,
        ).toEqual(KEYS.map(() => 'unchanged'));
        expect(setup.index.calls.length).toBe(calls);
      }
      expect(step).toBeGreaterThan(20);
    },
  );
});
