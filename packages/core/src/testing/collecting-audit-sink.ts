import { CHAIN_START, sealRecord } from '../audit/seal-record.ts';
import { type AuditRecord, type AuditSink, auditEventSchema } from '../contracts/audit-record.ts';

/** An audit sink that keeps its records in memory, chained like any other. */
export interface CollectingAuditSink extends AuditSink {
  readonly records: readonly AuditRecord[];
}

export function collectingAuditSink(): CollectingAuditSink {
  const records: AuditRecord[] = [];
  return {
    records,
    async append(event) {
      const record = sealRecord(auditEventSchema.parse(event), {
        chain: 'test',
        sequence: records.length + 1,
        previous: records.at(-1)?.hash ?? CHAIN_START,
      });
      records.push(record);
      return record;
    },
  };
}
