export { type CollectingAuditSink, collectingAuditSink } from './testing/collecting-audit-sink.ts';
export type { ConformanceCase } from './testing/conformance-case.ts';
export { type FakeClock, fakeClock } from './testing/fake-clock.ts';
export type { RecordStoreFixture } from './testing/record-store/fixture.ts';
export { recordStoreCases } from './testing/record-store-cases.ts';
export { sequentialIds } from './testing/sequential-ids.ts';
export { testAuditEvent } from './testing/test-audit-event.ts';
export { type TestContextOverrides, testContext } from './testing/test-context.ts';
export { type TestPassageOverrides, testPassage } from './testing/test-passage.ts';
