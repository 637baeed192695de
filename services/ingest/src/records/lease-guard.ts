import type { RecordWrite } from '@plumbline/core';
import type { Ledger } from './ledger.ts';
import type { SourceLeases } from './source-leases.ts';

/** The part of a transaction that makes it hold only while the lease is ours. */
export interface LeaseGuard {
  readonly write: RecordWrite;
  /** To be called when the transaction has held. */
  readonly written: () => void;
}

/** The condition that the lease is still ours; now and then a renewal. */
export function leaseGuard(ledger: Ledger, leases: SourceLeases): LeaseGuard {
  const key = { partition: ledger.partition, sort: 'lease', expected: ledger.leaseVersion };
  if (!leases.isAgeing(ledger)) return { write: { ...key, check: true }, written: () => {} };
  const lease = leases.renewed(ledger);
  const written = () => {
    ledger.lease = lease;
    ledger.leaseVersion += 1;
  };
  return { write: { ...key, value: { ...lease } }, written };
}

/** Gives the source back, on the condition that it is still ours to give. */
export function givingBack({ partition, leaseVersion }: Ledger): LeaseGuard {
  return { write: { partition, sort: 'lease', delete: true, expected: leaseVersion }, written: () => {} };
}
