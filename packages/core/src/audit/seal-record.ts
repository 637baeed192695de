import type { AuditEvent, AuditRecord } from '../contracts/audit-record.ts';
import { canonicalJson } from './canonical-json.ts';
import { hashText } from './hash-text.ts';

/** The `previous` of the first record of a chain. */
export const CHAIN_START = '0'.repeat(64);

/** Where a record stands in its chain. */
export type ChainPosition = Pick<AuditRecord, 'chain' | 'sequence' | 'previous'>;

/** Puts an event into its chain: the hash covers the event and where it stands. */
export function sealRecord(event: AuditEvent, { chain, sequence, previous }: ChainPosition): AuditRecord {
  const unsealed = { chain, sequence, event, previous };
  return { ...unsealed, hash: hashText(canonicalJson(unsealed)) };
}
