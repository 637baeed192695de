import { compareCodePoints } from '@plumbline/core';
import { writeBulk } from './bulk.ts';
import type { Call } from './call.ts';
import { stampOf } from './rows.ts';
import { scan } from './scan.ts';

export interface CatchUp {
  readonly call: Call;
  readonly from: string;
  readonly to: string;
  /** Copies the passages of these ids, or all of them. */
  copy(ids: readonly string[] | undefined): Promise<void>;
}

const IDS_PER_COPY = 1_000;

/**
 * Makes one index equal to another that nobody writes to: both are read in order of id, and where the names of the writes
 * differ the passage is copied. Versions of OpenSearch do not serve for this: they begin again after a delete.
 */
export async function bringOver({ call, from, to, copy }: CatchUp): Promise<{ broughtOver: number; removed: number }> {
  await call({ method: 'POST', path: `/${from},${to}/_refresh` });
  const counts = { broughtOver: 0, removed: 0 };
  let differing: string[] = [];
  let extra: string[] = [];
  const flush = async (): Promise<void> => {
    counts.broughtOver += differing.length;
    counts.removed += extra.length;
    if (differing.length > 0) await copy(differing);
    await writeBulk(
      call,
      to,
      extra.map((id) => ({ id })),
      { isAlias: false },
    );
    differing = [];
    extra = [];
  };
  for await (const { id, left, right } of joinById(stamps(call, from), stamps(call, to))) {
    if (left === undefined) extra.push(id);
    else if (left !== right) differing.push(id);
    if (differing.length + extra.length >= IDS_PER_COPY) await flush();
  }
  await flush();
  return counts;
}

interface Stamp {
  readonly id: string;
  readonly stamp: string;
}

async function* stamps(call: Call, index: string): AsyncGenerator<Stamp> {
  for await (const page of scan(call, index, { size: 5_000, read: { _source: false, docvalue_fields: ['stamp'] } })) {
    for (const { id, hit } of page) yield { id, stamp: stampOf(hit) };
  }
}

interface Pair {
  readonly id: string;
  readonly left: string | undefined;
  readonly right: string | undefined;
}

/** Two lists in order of id as one. */
async function* joinById(lefts: AsyncGenerator<Stamp>, rights: AsyncGenerator<Stamp>): AsyncGenerator<Pair> {
  try {
    let [left, right] = [await next(lefts), await next(rights)];
    while (left !== undefined || right !== undefined) {
      const order = left === undefined ? 1 : right === undefined ? -1 : compareCodePoints(left.id, right.id);
      const takesLeft: Stamp | undefined = order <= 0 ? left : undefined;
      const takesRight: Stamp | undefined = order >= 0 ? right : undefined;
      yield { id: (takesLeft ?? takesRight)?.id ?? '', left: takesLeft?.stamp, right: takesRight?.stamp };
      if (takesLeft !== undefined) left = await next(lefts);
      if (takesRight !== undefined) right = await next(rights);
    }
  } finally {
    // Ends what they hold open when the reader stops early.
    await Promise.all([lefts.return(undefined), rights.return(undefined)]);
  }
}

async function next(stamps: AsyncGenerator<Stamp>): Promise<Stamp | undefined> {
  const { value, done } = await stamps.next();
  return done === true ? undefined : value;
}
