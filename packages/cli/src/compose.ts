import { mkdir } from 'node:fs/promises';
import type { Answer, CheckFigures, Clock, RequestContext, Validator } from '@plumbline/core';
import { ask, createResearchAgent, type ResearchAgent } from '@plumbline/core/agents';
import { createFileAuditSink, type FileAuditSink } from '@plumbline/core/audit';
import { createSqliteRecordStore } from '@plumbline/core/sqlite';
import {
  createAccountNumberValidator,
  createSsnValidator,
  guaranteeValidator,
  riskDisclosureValidator,
} from '@plumbline/guardrails';
import { createFigureChecker } from '@plumbline/guardrails/figures';
import type { FeatureReranker } from '@plumbline/retrievers';
import type { LanceIndex, LanceRetriever } from '@plumbline/retrievers/lancedb';
import { ExtractiveChatModel } from '@plumbline/router';
import type { Estate } from './config.ts';
import { openIndex } from './embedded-index.ts';
import { embeddedRetrieval } from './embedded-retrieval.ts';

/** What the embedded profile is made from. */
export interface EmbeddedOptions {
  readonly estate: Estate;
  /** Default: `Date.now`. */
  readonly clock?: Clock;
}

/** Everything a research agent of the embedded profile is made of: `createResearchAgent(parts)`. */
export interface EmbeddedParts extends AsyncDisposable {
  readonly index: LanceIndex;
  readonly retriever: LanceRetriever;
  readonly reranker: FeatureReranker;
  readonly model: ExtractiveChatModel;
  readonly validators: readonly Validator[];
  readonly checkFigures: CheckFigures;
  readonly auditSink: FileAuditSink;
  /** Versions of the index, its embeddings, the reranker and the figure checker, for the audit record. */
  readonly versions: Readonly<Record<string, string>>;
  readonly clock: Clock;
  close(): Promise<void>;
}

/** The parts of a running estate, put together. */
export interface Composition extends AsyncDisposable {
  readonly agent: ResearchAgent;
  readonly index: LanceIndex;
  /** Answers one question for one asker; the record of it is on disk before this resolves. */
  ask(question: string, context: RequestContext, signal?: AbortSignal): Promise<Answer>;
  close(): Promise<void>;
}

/** The validators of the embedded profile, in the order they run. */
export function embeddedValidators(): Validator[] {
  return [
    guaranteeValidator,
    riskDisclosureValidator,
    createSsnValidator('output'),
    createAccountNumberValidator('output'),
  ];
}

/**
 * Opens the embedded profile: LanceDB retriever, reranker, extractive model, validators, file audit trail, all in one directory and
 * one process. Close it to free the files.
 *
 * @throws InvalidInputError when there is no index yet
 * @throws AuditError when the audit trail cannot be opened
 *
 * @example
 * const parts = await openEmbedded({ estate: embeddedEstate('.plumbline') });
 * const agent = createResearchAgent(parts);
 */
export async function openEmbedded({ estate, clock = Date.now }: EmbeddedOptions): Promise<EmbeddedParts> {
  const index = await openIndex(estate);
  const trail = await openTrail(estate, clock).catch((error: unknown) => {
    index.close();
    throw error;
  });
  const { schema, embeddings } = index.identity;
  const { retriever, reranker } = embeddedRetrieval({ index });
  const checker = createFigureChecker();
  const close = async (): Promise<void> => {
    await trail.close();
    index.close();
  };
  return {
    index,
    retriever,
    reranker,
    model: new ExtractiveChatModel(),
    validators: embeddedValidators(),
    checkFigures: checker.checkFigures,
    auditSink: trail.auditSink,
    versions: { index: `schema-${schema}`, embeddings, reranker: reranker.identity, figures: checker.identity },
    clock,
    close,
    [Symbol.asyncDispose]: close,
  };
}

interface Trail {
  readonly auditSink: FileAuditSink;
  readonly close: () => Promise<void>;
}

/** The audit trail, with the record store that holds its heads. */
async function openTrail({ home, records, audit }: Estate, clock: Clock): Promise<Trail> {
  await mkdir(home, { recursive: true });
  const recordStore = createSqliteRecordStore({ path: records, clock });
  try {
    const auditSink = await createFileAuditSink({ directory: audit, recordStore });
    const close = async (): Promise<void> => {
      await auditSink.close();
      recordStore.close();
    };
    return { auditSink, close };
  } catch (error) {
    recordStore.close();
    throw error;
  }
}

/**
 * Opens the embedded profile and makes the research agent of it. Throws what {@link openEmbedded} throws.
 *
 * @example
 * const plumbline = await composeEmbedded({ estate: embeddedEstate('.plumbline') });
 * const answer = await plumbline.ask('What were net sales in 2019?', context);
 */
export async function composeEmbedded(options: EmbeddedOptions): Promise<Composition> {
  const parts = await openEmbedded(options);
  const agent = createResearchAgent(parts);
  return {
    agent,
    index: parts.index,
    ask: (question, context, signal) => ask(agent, question, context, signal === undefined ? {} : { signal }),
    close: parts.close,
    [Symbol.asyncDispose]: parts.close,
  };
}
