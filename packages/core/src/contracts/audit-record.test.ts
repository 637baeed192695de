import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import { testAuditEvent } from '../testing/test-audit-event.ts';
import {
  type AuditEvent,
  type AuditRecord,
  type AuditSink,
  auditEventSchema,
  auditRecordSchema,
} from './audit-record.ts';

const hash = 'a'.repeat(64);

describe('an audit event', () => {
  it('keeps texts by hash', () => {
    const event = testAuditEvent({ inputs: { question: hash }, outputs: { answer: hash } });
    expect(auditEventSchema.parse(event)).toEqual(event);
  });

  it.each([
    ['a text instead of its hash', { inputs: { question: 'Should I sell?' } }],
    ['a hash in capitals', { outputs: { answer: hash.toUpperCase() } }],
    ['a day instead of an instant', { at: '2024-01-01' }],
    ['a list among its facts', { facts: { validators: ['a'] } }],
    ['a member it does not know', { question: 'Should I sell?' }],
    ['no trace id', { traceId: '' }],
  ])('with %s is refused', (_, change) => {
    expect(auditEventSchema.safeParse({ ...testAuditEvent(), ...change }).success).toBe(false);
  });
});

describe('an audit record', () => {
  const record = { chain: 'main', sequence: 1, event: testAuditEvent(), previous: hash, hash };

  it('has its place in a chain', () => {
    expect(auditRecordSchema.parse(record)).toEqual(record);
    expect(auditRecordSchema.safeParse({ ...record, sequence: 0 }).success).toBe(false);
  });

  it('has the types its schemas give', () => {
    expectTypeOf<z.infer<typeof auditEventSchema>>().toEqualTypeOf<AuditEvent>();
    expectTypeOf<z.infer<typeof auditRecordSchema>>().toEqualTypeOf<AuditRecord>();
    expectTypeOf<ReturnType<AuditSink['append']>>().resolves.toEqualTypeOf<AuditRecord>();
  });
});
