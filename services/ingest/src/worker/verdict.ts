import { PlumblineError } from '@plumbline/core';
import type { IngestFailure, SourceOutcome } from '@plumbline/retrievers/ingest';
import { describeError, IngestServiceError } from '../errors.ts';
import type { IngestItem } from '../items/ingest-item.ts';
import { compareSequencers } from '../items/sequencer.ts';
import type { Ledger } from '../records/ledger.ts';
import type { Settlement } from '../records/source-records.ts';
import type { FoundSource } from './find-source.ts';
import { type ItemResult, resultOf, retryOf } from './item-result.ts';
import { isPoison, mainFailure } from './judge-outcome.ts';

/** An item with work to do. */
export interface Todo {
  readonly item: IngestItem;
  readonly found: FoundSource;
  /** How often workers died over it. */
  readonly deaths: number;
  /** It is known already that no try will help. */
  readonly hopeless?: IngestServiceError;
}

/** A todo whose source this worker holds. */
export interface Held extends Todo {
  readonly ledger: Ledger;
}

/** Why a source, or a part of it, is not in the index and will not be. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  readonly failures?: readonly IngestFailure[];
}

/** What to remember and to say of a source that is done with. */
export interface Verdict {
  readonly held: Held;
  readonly result: ItemResult;
  readonly refusal?: Refusal;
}

const FAILURES_PER_LETTER = 10;
const BUSY_MS = 5_000;
const SEVERAL = 3;
/** What an index says of a passage, the contract of passages, or a model of a text that it will not embed. */
const REFUSALS = ['INDEX_WRITE', 'INVALID_INPUT', 'SERVICE_REQUEST'];

/** @returns a result where another try is needed */
export function verdictOf(held: Held, outcome: SourceOutcome): Verdict | ItemResult {
  const { item, found } = held;
  const { documents, passages, tokens } = outcome;
  const facts = { documents, passages, tokens, bytes: found.head?.size ?? 0 };
  if (outcome.status === 'written') return { held, result: resultOf(item, 'indexed', facts) };
  if (outcome.status === 'unchanged' || outcome.status === 'removed') {
    return { held, result: resultOf(item, outcome.status) };
  }
  const failure = mainFailure(outcome);
  if (failure === undefined || !isPoison(failure)) {
    return resultOf(item, 'retry', { code: failure?.code ?? 'UNKNOWN', message: failure?.message ?? '' });
  }
  const { code, message, fix } = failure;
  const status = passages > 0 ? 'partial' : 'refused';
  return {
    held,
    result: resultOf(item, status, { ...facts, code, message }),
    refusal: { code, message, fix, failures: outcome.failures.slice(0, FAILURES_PER_LETTER) },
  };
}

/** A failure to fetch: a verdict when no try will help. */
export function fetchFailure(held: Held, error: unknown): Verdict | ItemResult {
  if (!(error instanceof IngestServiceError) || error.retryable) return retryOf(held.item, error);
  const { code, message } = error;
  return refused(held, { code, message, fix: 'See the message; then send the item again with "retryRefused": true.' });
}

/** Whether the index says that a passage will never do: another try of the same brings the same. */
export function isRefusedByIndex(error: unknown): boolean {
  if (!PlumblineError.isInstance(error) || error.retryable) return false;
  return REFUSALS.includes(error.code);
}

/** When none of several documents will do, the fault is hardly theirs: nothing is given up then. */
export function areAllRefusedByIndex(decided: readonly (Verdict | ItemResult)[]): boolean {
  const isRefused = (one: Verdict | ItemResult) => 'held' in one && REFUSALS.includes(one.refusal?.code ?? '');
  return decided.length >= SEVERAL && decided.every(isRefused);
}

export function refusedByIndex(held: Held, error: unknown): Verdict {
  const { code, message } = describeError(error);
  return refused(held, {
    code,
    message,
    fix: 'Mend the document or the mapping of the index, then send the item again.',
  });
}

/** What a refused source had written could not be taken back: it is not done with, and the next try does so. */
export function halfWritten({ held, refusal }: Verdict): IngestServiceError | undefined {
  const { state, keys } = held.ledger;
  if (refusal === undefined || state.phase === 'closed') return undefined;
  if ([...keys.values()].every(({ sure }) => sure)) return undefined;
  return new IngestServiceError('INTERRUPTED', `What was written of ${held.item.uri} could not be taken back.`, {
    retryable: true,
  });
}

/** Workers died over it: reading it takes more than a process has. */
export function crashed(held: Held, deaths: number): Verdict {
  return refused(held, {
    code: 'CRASHED',
    message: `${held.item.uri}: ${deaths} workers ended in the middle of it, without a word.`,
    fix: 'Look into the logs for what ended them (memory, most likely); send the item again with "retryRefused": true.',
  });
}

export function busyResult(item: IngestItem): ItemResult {
  return resultOf(item, 'retry', { code: 'BUSY', message: 'Another worker has this source.', retryAfterMs: BUSY_MS });
}

/** What to remember of it, so that the same state is not dealt with again. */
export function settlementOf({ held, refusal }: Verdict): Settlement {
  const { item, found, ledger } = held;
  const sequencer = newerSequencer(item.sequencer, ledger.state.seen?.sequencer);
  const modifiedMs = found.head?.modifiedMs ?? ledger.state.seen?.modifiedMs;
  return {
    ledger,
    seen: {
      tag: found.tag,
      ...(sequencer === undefined ? {} : { sequencer }),
      ...(modifiedMs === undefined ? {} : { modifiedMs }),
    },
    ...(item.labels === undefined ? {} : { labels: item.labels }),
    ...(refusal === undefined ? {} : { refused: { code: refusal.code, message: refusal.message } }),
  };
}

function refused(held: Held, refusal: Refusal): Verdict {
  const { code, message } = refusal;
  return { held, refusal, result: resultOf(held.item, 'refused', { code, message }) };
}

function newerSequencer(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return compareSequencers(one, other) < 0 ? other : one;
}
