export { accessFilter, canRead, type Protected, sealAcl } from './access/access.ts';
export {
  type Answer,
  answerSchema,
  answerStatusSchema,
  type Route,
  routeSchema,
  type Usage,
  usageSchema,
} from './contracts/answer.ts';
export {
  type AuditEvent,
  type AuditRecord,
  type AuditSink,
  auditEventSchema,
  auditRecordSchema,
  sha256Schema,
} from './contracts/audit-record.ts';
export {
  type BudgetLedger,
  type BudgetScope,
  budgetScopeSchema,
  type Reservation,
  reservationSchema,
} from './contracts/budget-ledger.ts';
export {
  type CheckContext,
  type ClientProfile,
  checkContextSchema,
  clientProfileSchema,
  firmFactsSchema,
  STAGES,
  type Stage,
  stageSchema,
} from './contracts/check-context.ts';
export { type Citation, citationSchema } from './contracts/citation.ts';
export {
  CLASSIFICATIONS,
  type Classification,
  classificationSchema,
  isCleared,
  readableClassifications,
} from './contracts/classification.ts';
export type { Clock, NewId } from './contracts/clock.ts';
export { ENTITY_KINDS, type Entity, entitySchema, type Span, spanSchema } from './contracts/entity.ts';
export {
  AuditError,
  BudgetExceededError,
  GuardBlockedError,
  InvalidInputError,
  MissingContextError,
  MissingDependencyError,
  ModelRetiredError,
  RecordStoreError,
  UnsupportedFilterError,
  VersionConflictError,
} from './contracts/errors.ts';
export {
  type CheckedFigure,
  checkedFigureSchema,
  FIGURE_UNITS,
  type Figure,
  figureSchema,
  type Period,
  periodSchema,
} from './contracts/figure.ts';
export {
  type Filter,
  type FilterValue,
  filterSchema,
  filterValueSchema,
  MAX_FILTER_DEPTH,
  type RangeBound,
} from './contracts/filter.ts';
export {
  FINDING_ACTIONS,
  type Finding,
  type FindingAction,
  findingActionSchema,
  findingSchema,
  strictestAction,
} from './contracts/finding.ts';
export {
  type ContextualConfig,
  GRAPH_EDGE_LABELS,
  GRAPH_NODE_LABELS,
  GRAPH_TEMPLATES,
  type GraphCitation,
  type GraphEdge,
  type GraphEdgeLabel,
  type GraphNode,
  type GraphNodeLabel,
  type GraphOutcome,
  type GraphPassage,
  type GraphPath,
  type GraphQuery,
  type GraphRetriever,
  type GraphSearch,
  type GraphSubject,
  type GraphTemplateName,
  graphEdgeSchema,
  graphNodeSchema,
  graphQuerySchema,
  graphSubjectSchema,
} from './contracts/graph.ts';
export {
  accessTokenSchema,
  type Passage,
  type PassageMetadata,
  passageMetadataSchema,
  passageSchema,
} from './contracts/passage.ts';
export type { IndexIdentity, PassageIndex } from './contracts/passage-index.ts';
export { PlumblineError, type PlumblineErrorOptions } from './contracts/plumbline-error.ts';
export { type Principal, principalSchema } from './contracts/principal.ts';
export { type Recommendation, recommendationSchema, type Trade, tradeSchema } from './contracts/recommendation.ts';
export {
  type CheckWrite,
  type DeleteWrite,
  type Expected,
  type JsonValue,
  type ListOptions,
  MAX_TRANSACTION_WRITES,
  type PutWrite,
  type RecordKey,
  type RecordPage,
  type RecordStore,
  type RecordWrite,
  type StoredRecord,
} from './contracts/record-store.ts';
export {
  dateOrInstantSchema,
  type RequestContext,
  requestContextSchema,
  requireRequestContext,
} from './contracts/request-context.ts';
export {
  isReportingRetriever,
  type ReportingRetriever,
  type Retrieval,
  retrievalSchema,
} from './contracts/retrieval.ts';
export {
  type ReviewDecision,
  type ReviewItem,
  type ReviewKind,
  reviewDecisionSchema,
  reviewItemSchema,
  reviewKindSchema,
} from './contracts/review-item.ts';
export type { ReviewNeed, ReviewPolicy } from './contracts/review-policy.ts';
export type { Validator } from './contracts/validator.ts';
export { type Verdict, verdictSchema } from './contracts/verdict.ts';
export {
  isAbaRoutingNumber,
  isCusip,
  isIban,
  isIsin,
  isSedol,
} from './entities/check-digits.ts';
export { COMPANIES } from './entities/companies.ts';
export type { CompanyRecord } from './entities/company-record.ts';
export { type LinkEntitiesOptions, linkEntities } from './entities/link-entities.ts';
export type { Evidence, EvidenceCell, EvidenceRow, EvidenceSentence, EvidenceTable } from './evidence/evidence.ts';
export { isInstructionLike } from './evidence/instruction-like.ts';
export { type Candidate, matchEvidence } from './evidence/match.ts';
export {
  analyseQuestion,
  type Expectation,
  type Intent,
  type Question,
  type QuestionTerm,
} from './evidence/question.ts';
export { readEvidence } from './evidence/read-evidence.ts';
export { isPeriodCell, withoutNotes } from './evidence/table-cells.ts';
export type { Terms } from './evidence/terms.ts';
export { type ParseFiguresOptions, parseFigures } from './figures/parse-figures.ts';
export { parsePeriods } from './figures/periods.ts';
export { type Metadata, matchFilter } from './filter/match-filter.ts';
export { type AppliedFindings, applyFindings, REDACTED } from './findings/apply-findings.ts';
export { runValidators } from './findings/run-validators.ts';
export { createMemoryRecordStore, type MemoryRecordStore } from './state/memory-record-store.ts';
export { findTableBlocks, type TableBlock } from './tables/grid.ts';
export { formatMark, markOrder, marksAgree, readPeriodMarks } from './tables/period-marks.ts';
export { type ReadTableOptions, readTable } from './tables/read-table.ts';
export type {
  FigureUnit,
  Measure,
  PeriodMark,
  Quantity,
  Table,
  TableCell,
  TableColumn,
  TableRow,
} from './tables/table.ts';
export { compareCodePoints } from './text/compare-code-points.ts';
export { type Sentence, segmentSentences } from './text/sentences.ts';
export {
  NOT_FOUND_TEXT,
  type PromptSource,
  parseQuestion,
  parseSources,
  renderQuestion,
  renderSources,
  SOURCES_RULES,
} from './text/sources-prompt.ts';
export { answerFigures } from './verify/answer-figures.ts';
export { type CheckFigures, checkFigures, type FigureCheckInput } from './verify/check-figures.ts';
export type { CitedPassage, CitedPiece } from './verify/cited-passage.ts';
export type { PassageFigure } from './verify/passage-figures.ts';
export { statedFigures } from './verify/stated-figures.ts';
export { type DraftToVerify, UNVERIFIED_MARK, type VerifiedDraft, verifyDraft } from './verify/verify-draft.ts';
