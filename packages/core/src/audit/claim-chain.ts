import { AuditError } from '../contracts/errors.ts';
import { type ChainLock, takeLock } from './chain-lock.ts';
import { lockPath } from './paths.ts';

/** Far above any number of processes that share a folder. */
const MAX_WRITERS = 100;

export interface ClaimedChain {
  readonly chain: string;
  readonly lock: ChainLock;
}

/**
 * Takes the first chain that no other writer holds: `name`, `name-2`, `name-3`, …
 *
 * @throws AuditError when all are held
 */
export function claimChain(directory: string, name: string): ClaimedChain {
  for (let number = 1; number <= MAX_WRITERS; number += 1) {
    const chain = number === 1 ? name : `${name}-${number}`;
    const lock = takeLock(lockPath(directory, chain));
    if (lock !== undefined) return { chain, lock };
  }
  throw new AuditError(`${MAX_WRITERS} processes write audit chains ${name} in ${directory}; end some of them.`);
}
