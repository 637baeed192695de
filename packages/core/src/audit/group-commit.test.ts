import { expect, it } from 'vitest';
import { createGroupCommit } from './group-commit.ts';

interface Gate {
  resolve(): void;
  reject(error: Error): void;
}

/** Commits when the test says so, and remembers its batches. */
function heldCommit() {
  const batches: number[][] = [];
  const gates: Gate[] = [];
  return {
    batches,
    /** The commit under way, once it began. */
    next: async () => {
      while (gates.length === 0) await Promise.resolve();
      return gates.shift();
    },
    commit: async (items: readonly number[]) => {
      batches.push([...items]);
      await new Promise<void>((resolve, reject) => gates.push({ resolve, reject }));
      return items.map((item) => item * 10);
    },
  };
}

it('commits together what waits together, in order, and gives each caller its own result', async () => {
  const { batches, next, commit } = heldCommit();
  const { add, idle } = createGroupCommit(commit, 3);
  const first = [add(1), add(2)];
  const gate = await next();
  const second = [add(3), add(4), add(5), add(6)];
  gate?.resolve();
  expect(await Promise.all(first)).toEqual([10, 20]);
  (await next())?.resolve();
  (await next())?.resolve();
  expect(await Promise.all(second)).toEqual([30, 40, 50, 60]);
  expect(batches).toEqual([[1, 2], [3, 4, 5], [6]]);
  await idle();
});

it('rejects all callers of a batch that fails, and goes on with the next batch', async () => {
  const { next, commit } = heldCommit();
  const { add } = createGroupCommit(commit, 2);
  const outcomes = Promise.allSettled([add(1), add(2), add(3)]);
  (await next())?.reject(new Error('no disk'));
  (await next())?.resolve();
  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
});
