export type { AuditChainReport, AuditProblem, AuditProblemKind, AuditReport } from './audit/audit-report.ts';
export { canonicalJson } from './audit/canonical-json.ts';
export { createFileAuditSink, type FileAuditSink, type FileAuditSinkOptions } from './audit/file-audit-sink.ts';
export { hashText } from './audit/hash-text.ts';
export { readAuditTrail } from './audit/read-audit-trail.ts';
export { type VerifyAuditOptions, verifyAudit } from './audit/verify-audit.ts';
