import type { IngestItem } from './ingest-item.ts';
import { compareSequencers } from './sequencer.ts';

/** One item for each source: the newest by its sequencer, else the last one; labels of any of them are kept. */
export function latestItems(items: readonly IngestItem[]): IngestItem[] {
  const latest = new Map<string, IngestItem>();
  for (const item of items) {
    const other = latest.get(item.uri);
    latest.set(item.uri, other === undefined ? item : newer(other, item));
  }
  return [...latest.values()];
}

function newer(earlier: IngestItem, later: IngestItem): IngestItem {
  const isOlder =
    earlier.sequencer !== undefined &&
    later.sequencer !== undefined &&
    compareSequencers(later.sequencer, earlier.sequencer) < 0;
  const [taken, left] = isOlder ? [earlier, later] : [later, earlier];
  return taken.labels === undefined && left.labels !== undefined ? { ...taken, labels: left.labels } : taken;
}
