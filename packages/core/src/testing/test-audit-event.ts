import type { AuditEvent } from '../contracts/audit-record.ts';

/** A valid audit event of the tenant `demo`. */
export function testAuditEvent(overrides: Partial<AuditEvent> = {}): AuditEvent {
  return {
    at: '2024-01-01T00:00:00Z',
    action: 'answer',
    who: { tenant: 'demo', id: 'ada', roles: ['advisor'] },
    traceId: 'trace-1',
    inputs: {},
    outputs: {},
    versions: { model: 'test-1' },
    facts: { status: 'final', confidence: 0.9 },
    ...overrides,
  };
}
