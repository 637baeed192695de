import type { AuditRecord } from '../contracts/audit-record.ts';
import { AuditError } from '../contracts/errors.ts';
import { listHeads, readHead } from './audit-head.ts';
import { parseLine } from './audit-line.ts';
import { chainPath } from './paths.ts';
import { readLines } from './read-lines.ts';
import type { VerifyAuditOptions } from './verify-audit.ts';

/**
 * Streams the acknowledged records of a trail, chain by chain, each in its order.
 *
 * @throws AuditError at the first record that is not whole
 */
export async function* readAuditTrail({ directory, recordStore }: VerifyAuditOptions): AsyncGenerator<AuditRecord> {
  for (const chain of await listHeads(recordStore)) {
    const found = await readHead(recordStore, chain);
    let left = found?.head.end.count ?? 0;
    if (left === 0) continue;
    for await (const { bytes } of readLines(chainPath(directory, chain))) {
      const parsed = parseLine(bytes, chain);
      if ('reason' in parsed) throw new AuditError(`The audit chain ${chain} is damaged: ${parsed.reason}.`);
      yield parsed.record;
      left -= 1;
      if (left === 0) break;
    }
    if (left > 0) throw new AuditError(`The audit chain ${chain} lacks ${left} records; run "plumbline audit verify".`);
  }
}
