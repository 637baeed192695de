import { createHash } from 'node:crypto';
import type { PutWrite, RecordKey, StoredRecord } from '@plumbline/core';
import { keyPageSchema, type Lease, parseRecord, type SourceState, toJson } from './source-state.ts';

/** Characters of one page of keys: a record of DynamoDB holds 400 KB. */
const PAGE_CHARACTERS = 150_000;

/** What is known of a passage's key while its source is held. */
interface KeyState {
  /** Whether the index surely holds it. */
  sure: boolean;
  /** The time of the run that last wanted it; 0 for one of before. */
  seenAt: number;
}

/** A source that this worker holds, with the keys of its passages. */
export interface Ledger {
  readonly path: string;
  readonly partition: string;
  state: SourceState;
  /** Absent: the record does not exist. */
  stateVersion: number | undefined;
  lease: Lease;
  leaseVersion: number;
  readonly keys: Map<string, KeyState>;
  /** Pages of keys in the store, by sort key. */
  readonly pages: Map<string, readonly string[]>;
  /** The generation that new pages are written under. */
  generation: number;
}

/** Where everything about a source is kept: a partition of its own, so that no two workers meet in one by accident. */
export function partitionOf(namespace: string, path: string): string {
  return `ingest/${namespace}/source/${digest(path)}`;
}

export function claimKey(namespace: string, docId: string): RecordKey {
  return { partition: `ingest/${namespace}/document/${digest(docId)}`, sort: 'claim' };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 40);
}

export interface LedgerParts {
  readonly path: string;
  readonly partition: string;
  readonly stored: StoredRecord | undefined;
  readonly state: SourceState | undefined;
  readonly lease: Lease;
  readonly leaseVersion: number;
  readonly pages: readonly StoredRecord[];
}

/** After a crash (an open state) no key is sure: what is wanted is written again, and the rest taken out. */
export function openLedger({ path, partition, stored, state, pages, ...held }: LedgerParts): Ledger {
  const current: SourceState = state ?? { path, phase: 'closed', generation: 0, documents: 0, passages: 0 };
  const ledger: Ledger = {
    path,
    partition,
    state: current,
    stateVersion: stored?.version,
    ...held,
    keys: new Map(),
    pages: new Map(),
    generation: current.generation + 1,
  };
  for (const page of pages) {
    const { ids } = parseRecord(keyPageSchema, page);
    const generation = generationOf(page.sort);
    ledger.pages.set(page.sort, ids);
    ledger.generation = Math.max(ledger.generation, generation + 1);
    if (current.phase === 'closed' && generation !== current.generation) continue;
    for (const id of ids) ledger.keys.set(id, { sure: current.phase === 'closed', seenAt: 0 });
  }
  return ledger;
}

/** Pages for keys that are about to be written, after those of the same generation. */
export function addPages(ledger: Ledger, ids: readonly string[]): PutWrite[] {
  const { partition, pages, generation } = ledger;
  return pagesOf(ids).map((page) => {
    const number = [...pages.keys()].filter((sort) => generationOf(sort) === generation).length;
    const sort = `keys/${padded(generation)}/${padded(number)}`;
    pages.set(sort, page);
    return { partition, sort, value: toJson({ ids: page }) };
  });
}

/** The newest generation whose pages name exactly the keys there are. */
export function exactGeneration({ pages, keys, generation }: Ledger): number | undefined {
  if (keys.size === 0) return generation;
  const byGeneration = Map.groupBy(pages, ([sort]) => generationOf(sort));
  const isExact = (found: readonly (readonly [string, readonly string[]])[]) => {
    const ids = found.flatMap(([, page]) => page);
    return ids.length === keys.size && ids.every((id) => keys.has(id));
  };
  const exact = [...byGeneration].flatMap(([number, found]) => (isExact(found) ? [number] : []));
  return exact.length === 0 ? undefined : Math.max(...exact);
}

export function generationOf(sort: string): number {
  return Number(sort.split('/')[1]);
}

function pagesOf(ids: readonly string[]): string[][] {
  const pages: string[][] = [];
  let room = 0;
  for (const id of ids) {
    if (room < id.length) {
      pages.push([]);
      room = PAGE_CHARACTERS;
    }
    pages.at(-1)?.push(id);
    room -= id.length + 3;
  }
  return pages;
}

function padded(number: number): string {
  return String(number).padStart(8, '0');
}
