/**
 * What is wrong with a trail.
 * - `changed`: a record is not what was written, or does not follow the one before.
 * - `removed`: records that were acknowledged are not there.
 * - `reordered`: a record stands behind later ones. `duplicated`: it stands there a second time.
 * - `added`: something that no writer announced.
 * - `torn`: the file ends in the middle of a write. Behind the acknowledged records it is what a crash leaves; the next
 *   writer of the chain cuts it off.
 * - `missing-chain`: the record store knows the chain, its file is gone. `missing-head`: the other way round.
 */
export type AuditProblemKind =
  | 'changed'
  | 'removed'
  | 'reordered'
  | 'duplicated'
  | 'added'
  | 'torn'
  | 'missing-chain'
  | 'missing-head';

export interface AuditProblem {
  readonly chain: string;
  readonly kind: AuditProblemKind;
  /** Line of the file, from 1. */
  readonly line?: number;
  /** Number of the record, or of the first of several, from 1. */
  readonly sequence?: number;
  /** In words. */
  readonly reason: string;
}

export interface AuditChainReport {
  readonly chain: string;
  /** Acknowledged records that were found and are whole. */
  readonly records: number;
  /** Records of a write that is under way or was interrupted: announced, but acknowledged to nobody. */
  readonly unacknowledged: number;
}

export interface AuditReport {
  /** Whether there is no problem. */
  readonly ok: boolean;
  readonly chains: readonly AuditChainReport[];
  readonly problems: readonly AuditProblem[];
}
