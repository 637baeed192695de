import type { ItemResult } from '../worker/item-result.ts';

/** What a run did. Items that were tried again count once, by what came of them in the end. */
export interface RunSummary {
  indexed: number;
  partial: number;
  unchanged: number;
  stale: number;
  removed: number;
  refused: number;
  documents: number;
  passages: number;
  tokens: number;
  /** What could not be done, and is not marked as done. */
  readonly left: readonly ItemResult[];
  /** Stopped before its end; the next run goes on. */
  readonly interrupted: boolean;
}

export function emptySummary(): RunSummary {
  return {
    indexed: 0,
    partial: 0,
    unchanged: 0,
    stale: 0,
    removed: 0,
    refused: 0,
    documents: 0,
    passages: 0,
    tokens: 0,
    left: [],
    interrupted: false,
  };
}

export function noteResults(summary: RunSummary, results: readonly ItemResult[]): void {
  for (const { status, documents, passages, tokens } of results) {
    if (status === 'retry') continue;
    summary[status] += 1;
    summary.documents += documents;
    summary.passages += passages;
    summary.tokens += tokens;
  }
}
