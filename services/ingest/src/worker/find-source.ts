import { createHash } from 'node:crypto';
import type { IngestServiceError } from '../errors.ts';
import type { IngestItem } from '../items/ingest-item.ts';
import { compareSequencers } from '../items/sequencer.ts';
import type { ObjectHead, ObjectStore } from '../objects/object-store.ts';
import type { SourceState } from '../records/source-state.ts';

/** The present state of a source. */
export interface FoundSource {
  /** Absent: there is no such object, or it is to be taken out. */
  readonly head?: ObjectHead;
  /** The text of the file of labels beside it. */
  readonly labelFile?: string;
  /** Labels of the item, or of an earlier one. */
  readonly labels?: NonNullable<IngestItem['labels']>;
  /** The same, and the same bytes give the same passages. */
  readonly labelsKey: string;
  /** The same, and nothing has to be read. */
  readonly tag: string;
}

export interface FindOptions {
  readonly objects: ObjectStore;
  /** Whatever else decides what becomes of an object: defaults, limits, versions of the loaders and the classifier. */
  readonly settings: string;
  /** Whether `key.meta.yaml` beside an object holds its labels. */
  readonly labelFiles: boolean;
}

export const LABEL_FILE_SUFFIX = '.meta.yaml';

/**
 * Looks at what is there now. An event only said that something happened: whether the object is there, and which version
 * of it, is asked anew each time, so that events may come twice, late, or out of order.
 */
export async function findSource(
  item: IngestItem,
  state: SourceState | undefined,
  { objects, settings, labelFiles }: FindOptions,
): Promise<FoundSource> {
  const labels = item.labels ?? state?.labels;
  const head = item.deleted === true ? undefined : await headOf(item, objects);
  if (head === undefined) return { tag: 'gone', labelsKey: '', ...(labels && { labels }) };
  const labelFile = labelFiles ? await objects.readText(`${item.uri}${LABEL_FILE_SUFFIX}`) : undefined;
  const labelsKey = digest([head.labels, labelFile ?? null, labels ?? null, settings]);
  const tag = digest([head.version, head.size, labelsKey]);
  return { head, tag, labelsKey, ...(labelFile !== undefined && { labelFile }), ...(labels && { labels }) };
}

/** A version that is not there says nothing of the others. */
async function headOf({ uri, versionId }: IngestItem, objects: ObjectStore): Promise<ObjectHead | undefined> {
  const version = versionId === undefined ? undefined : await objects.head(uri, versionId);
  return version ?? (await objects.head(uri));
}

/** A source that cannot be looked at, and never will be as it is. */
export function hopelessSource({ code, message }: IngestServiceError): FoundSource {
  return { tag: digest([code, message]), labelsKey: '' };
}

function digest(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40);
}

/** Whether a newer event of the source was dealt with before. Asked before the source is looked at. */
export function isOlderEvent({ sequencer, labels }: IngestItem, state: SourceState | undefined): boolean {
  const seen = state?.seen?.sequencer;
  if (state?.phase !== 'closed' || sequencer === undefined || seen === undefined || labels !== undefined) return false;
  return compareSequencers(sequencer, seen) < 0;
}

/** Whether an item names a version that is older than the one that was dealt with. */
export function isOlderVersion(
  { versionId }: IngestItem,
  { head }: FoundSource,
  state: SourceState | undefined,
): boolean {
  const seen = state?.seen?.modifiedMs;
  return versionId !== undefined && head !== undefined && seen !== undefined && head.modifiedMs < seen;
}

/** Whether this very state was dealt with: indexed, taken out, or refused. */
export function isDone({ tag }: FoundSource, item: IngestItem, state: SourceState | undefined): boolean {
  if (state?.phase !== 'closed' || state.seen?.tag !== tag) return false;
  return state.refused === undefined || item.retryRefused !== true;
}
