import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { BaseRetriever } from '@langchain/core/retrievers';
import type { BaseDocumentCompressor } from '@langchain/core/retrievers/document_compressors';
import type { BaseCheckpointSaver } from '@langchain/langgraph';
import type { AuditSink } from '../../contracts/audit-record.ts';
import type { CheckContext } from '../../contracts/check-context.ts';
import type { Clock } from '../../contracts/clock.ts';
import type { Validator } from '../../contracts/validator.ts';
import type { CheckFigures } from '../../verify/check-figures.ts';

/** What a research agent is made of. */
export interface ResearchAgentOptions {
  /** Gets the request context on `config.context` and the abort signal on `config.signal`. */
  readonly retriever: BaseRetriever;
  /** Drafts the answer; `ExtractiveChatModel` of `@plumbline/router` needs no network. */
  readonly model: BaseChatModel;
  /** Orders the candidates. Default: the order of the retriever. */
  readonly reranker?: BaseDocumentCompressor;
  /** For the stages `input`, `retrieved` and `output`; others are not run. Default: none. */
  readonly validators?: readonly Validator[];
  /** Keeps one event of every finished answer, before the answer leaves. */
  readonly auditSink: AuditSink;
  /** Default: no checkpoints. */
  readonly checkpointer?: BaseCheckpointSaver;
  /** An answer below this confidence waits for a human. Default: 0.8. */
  readonly reviewThreshold?: number;
  /** How many passages the model sees. Default: 10. */
  readonly topK?: number;
  /** How many passages are reranked. Default: 100. */
  readonly candidates?: number;
  /** Versions for the audit record: index, rules, … The prompt's and the model's are added. */
  readonly versions?: Readonly<Record<string, string>>;
  /** Verifies figures. Default: each is looked up in the passages its sentence cites. */
  readonly checkFigures?: CheckFigures;
  /** Facts for the validators: who reads the answer, what the firm must disclose. Default: retail, none. */
  readonly audience?: CheckContext['audience'];
  readonly firm?: CheckContext['firm'];
  /** Default: `Date.now`. */
  readonly clock?: Clock;
  /** SHA-256 in lower-case hex. Default: `node:crypto`. */
  readonly hash?: (text: string) => string;
}

/** The options with their defaults. */
export type ResearchSettings = Required<
  Omit<ResearchAgentOptions, 'reranker' | 'checkpointer' | 'checkFigures' | 'firm'>
> &
  Pick<ResearchAgentOptions, 'reranker' | 'checkFigures' | 'firm'>;
