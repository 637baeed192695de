import type { Passage } from '@plumbline/core';
import type { Call } from './call.ts';
import { bringOver, type CatchUp } from './catch-up.ts';
import { type CopyOptions, copyOnServer } from './copy-on-server.ts';
import { IndexMissingError } from './errors.ts';
import { rebuildNeed } from './identity.ts';
import { PASSAGE_SOURCE, passageOf, stampOf } from './rows.ts';
import { scan } from './scan.ts';
import { type IndexBodyOptions, indexBody } from './schema.ts';
import { currentVersion, indexName, listVersions, putTemplate, versionOf } from './versions.ts';

export interface ReindexOptions extends CopyOptions {
  /** Also when nothing differs, e.g. for another number of shards. Default false. */
  readonly always?: boolean;
  /** Earlier versions that stay, to go back to. Default 1. */
  readonly keep?: number;
}

/** What a reindex did. */
export interface ReindexReport {
  readonly from: string;
  /** The same as `from` when nothing was to do. */
  readonly to: string;
  /** `copied` by the cluster, or `embedded` again. */
  readonly how: 'nothing' | 'copied' | 'embedded';
  /** Passages written during the first pass, brought over in the second. */
  readonly broughtOver: number;
  /** Passages deleted during the first pass. */
  readonly removed: number;
}

/** A passage with the name of the write it is from, which it keeps. */
export interface StampedPassage {
  readonly passage: Passage;
  readonly stamp: string;
}

export interface ReindexParts {
  readonly call: Call;
  readonly alias: string;
  readonly body: IndexBodyOptions;
  readonly how: ReindexOptions;
  /** Embeds and writes passages to one version. */
  write(passages: readonly StampedPassage[], index: string): Promise<void>;
}

/**
 * Two passes: the first copies everything while writes go on; for the second the old version takes no writes (writers
 * wait and try again), and what differs is brought over. Then the alias moves in one step. A failure, or an abort, leaves
 * the old version as it was. One reindex of an alias at a time.
 */
export async function reindex({ call, alias, body, how, write }: ReindexParts): Promise<ReindexReport> {
  const current = await currentVersion(call, alias);
  if (current === undefined) throw new IndexMissingError(alias);
  const need = rebuildNeed(current.identity, body.identity);
  const from = current.index;
  if (need === 'none' && how.always !== true) return { from, to: from, how: 'nothing', broughtOver: 0, removed: 0 };

  await removeUnfinished(call, alias, from);
  await putTemplate(call, alias, body);
  const to = indexName(alias, versionOf(from) + 1);
  const move: Move = {
    call,
    from,
    to,
    how,
    copy: need === 'passages' ? copyByEmbedding({ call, from, to, how, write }) : copyByServer({ call, from, to, how }),
  };
  try {
    await createQuiet(call, to, body);
    await move.copy(undefined);
    await call({ method: 'PUT', path: `/${from}/_block/write` });
    const caughtUp = await bringOver(move);
    await finish(call, to, body);
    await swapAlias(call, alias, { from, to });
    await removeOld(call, alias, how.keep ?? 1);
    return { from, to, how: need === 'passages' ? 'embedded' : 'copied', ...caughtUp };
  } catch (error) {
    await giveUp(call, { from, to });
    throw error;
  }
}

type Move = CatchUp & { readonly how: ReindexOptions };
type Way = Pick<Move, 'call' | 'from' | 'to' | 'how'>;

function copyByServer({ call, from, to, how }: Way): CatchUp['copy'] {
  return async (ids) => await copyOnServer(call, { from, to, ids }, how);
}

function copyByEmbedding({ call, from, to, how, write }: Way & Pick<ReindexParts, 'write'>): CatchUp['copy'] {
  return async (ids) => {
    const query = ids === undefined ? {} : { query: { ids: { values: ids } } };
    const read = { ...PASSAGE_SOURCE, docvalue_fields: ['stamp'] };
    for await (const page of scan(call, from, { ...query, size: 500, read, signal: how.signal })) {
      await write(
        page.map(({ hit }) => ({ passage: passageOf(hit), stamp: stampOf(hit) })),
        to,
      );
    }
  };
}

/** No copies and no refreshes while it is filled. */
async function createQuiet(call: Call, index: string, options: IndexBodyOptions): Promise<void> {
  const { settings, mappings } = indexBody({ ...options, replicas: 0 });
  const quiet = { ...settings, index: { ...settings.index, refresh_interval: '-1' } };
  await call({ method: 'PUT', path: `/${index}`, body: { settings: quiet, mappings } });
}

async function finish(call: Call, index: string, { replicas = 2 }: IndexBodyOptions): Promise<void> {
  const settings = { index: { refresh_interval: null, number_of_replicas: replicas } };
  await call({ method: 'PUT', path: `/${index}/_settings`, body: settings });
  const querystring = { wait_for_status: 'yellow', timeout: '30s' };
  await call({ method: 'GET', path: `/_cluster/health/${index}`, querystring }, { timeoutMs: 60_000 });
}

async function swapAlias(call: Call, alias: string, { from, to }: { from: string; to: string }): Promise<void> {
  const actions = [
    { remove: { index: from, alias, must_exist: true } },
    { add: { index: to, alias, is_write_index: true } },
  ];
  await call({ method: 'POST', path: '/_aliases', body: { actions } }, { attempts: 1 });
}

/** A crash may have left a newer version that nobody reads, and a block. */
async function removeUnfinished(call: Call, alias: string, current: string): Promise<void> {
  const versions = await listVersions(call, alias);
  for (const index of versions.filter((one) => versionOf(one) > versionOf(current))) await remove(call, index);
  await allowWrites(call, current);
}

async function giveUp(call: Call, { from, to }: { from: string; to: string }): Promise<void> {
  const current = await currentVersion(call, from).catch(() => undefined);
  if (current !== undefined) await allowWrites(call, from).catch(() => undefined);
  await remove(call, to).catch(() => undefined);
}

async function removeOld(call: Call, alias: string, keep: number): Promise<void> {
  const versions = await listVersions(call, alias);
  for (const index of versions.slice(0, -1 - keep)) await remove(call, index);
}

async function allowWrites(call: Call, index: string): Promise<void> {
  await call({ method: 'PUT', path: `/${index}/_settings`, body: { index: { 'blocks.write': null } } });
}

async function remove(call: Call, index: string): Promise<void> {
  await call({ method: 'DELETE', path: `/${index}` }, { allow: [404] });
}
