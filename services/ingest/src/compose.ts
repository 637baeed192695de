import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Clock, PassageIndex, RecordStore } from '@plumbline/core';
import { createSqliteRecordStore } from '@plumbline/core/sqlite';
import { createTokenCounter, type InspectDocument, LOADERS, type TokenCounter } from '@plumbline/retrievers/ingest';
import { CLASSIFIER_VERSION, createClassifier } from './classify/classify-document.ts';
import type { IngestConfig } from './config.ts';
import type { DeadLetterSink } from './dead-letters/dead-letters.ts';
import { createFileDeadLetters } from './dead-letters/file-dead-letters.ts';
import { createSqsDeadLetters } from './dead-letters/sqs-dead-letters.ts';
import { openIndex } from './index/open-index.ts';
import { createEmfMetrics, type EmfMetrics } from './metrics/emf.ts';
import { measureIndex, recordBatch } from './metrics/ingest-metrics.ts';
import type { ObjectStore } from './objects/object-store.ts';
import { routeObjects } from './objects/route-objects.ts';
import { createS3Objects } from './objects/s3-objects.ts';
import { SourceLeases } from './records/source-leases.ts';
import { StoreSourceRecords } from './records/source-records.ts';
import { IngestWorker } from './worker/ingest-worker.ts';

/** What is not told by settings. */
export interface ComposeParts {
  readonly clock: Clock;
  /** Unlike that of any other process. */
  readonly runId: string;
  /** Takes a line of standard output. */
  readonly write: (line: string) => void;
  /** `queue`, `manifest`, `batch` or `map`: a dimension of the metrics. */
  readonly mode: string;
  /** In place of the one that the settings name. */
  readonly index?: PassageIndex;
  readonly store?: RecordStore;
  readonly inspect?: InspectDocument;
  /** Whether items may be files of this machine. Default: false, only objects in S3. */
  readonly localFiles?: boolean;
  /** One that is shared, and freed by whoever made it. */
  readonly counter?: TokenCounter;
  /** Default: the chain of the AWS SDK. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The service, put together. */
export interface IngestService {
  readonly worker: IngestWorker;
  readonly objects: ObjectStore;
  readonly sqs: SQSClient;
  readonly deadLetters: DeadLetterSink;
  readonly metrics: EmfMetrics;
  /** Optimises the index when something was written since. */
  optimise(): Promise<void>;
  close(): Promise<void>;
}

/** Tries of one download. */
const DOWNLOAD_ATTEMPTS = 3;

/**
 * Puts the service together as its settings say. Clients of AWS sign with the credentials of the default chain.
 *
 * @throws PlumblineError when the index or the records cannot be opened
 */
export async function composeIngest(config: IngestConfig, parts: ComposeParts): Promise<IngestService> {
  const { clock, runId, write, mode } = parts;
  const { namespace, owner, leaseMs, concurrency } = config;
  const metrics = createEmfMetrics({
    namespace: 'Plumbline/Ingest',
    dimensions: { Service: 'ingest', Mode: mode, Index: config.aliasPrefix },
    write,
    clock,
  });
  const settings = clientSettings(config, parts);
  const s3 = new S3Client({
    ...settings,
    ...(config.s3Endpoint === undefined ? {} : { endpoint: config.s3Endpoint, forcePathStyle: true }),
  });
  const sqs = new SQSClient({
    ...settings,
    ...(config.sqsEndpoint === undefined ? {} : { endpoint: config.sqsEndpoint }),
  });
  const objects = routeObjects(createS3Objects(s3), parts.localFiles ?? false);
  const sqlite = parts.store === undefined ? createSqliteRecordStore({ path: config.records, clock }) : undefined;
  const store = parts.store ?? sqlite;
  if (store === undefined) throw new Error('There is no record store.');
  const opened =
    parts.index === undefined
      ? await openIndex(config, { metrics, clock, credentials: () => s3.config.credentials() })
      : undefined;
  const index = measureIndex(parts.index ?? requireIndex(opened), metrics, clock);
  const leases = new SourceLeases({ store, namespace, clock, owner, leaseMs });
  const records = new StoreSourceRecords({ store, leases, namespace, clock, runId });
  const deadLetters = deadLettersOf(config, sqs);
  const ownCounter = parts.counter === undefined ? createTokenCounter() : undefined;
  const worker = new IngestWorker({
    index,
    records,
    leases,
    deadLetters,
    clock,
    concurrency,
    tempFolder: config.tempFolder,
    maxDeaths: config.maxDeaths,
    fetch: { objects, maxBytes: config.maxObjectBytes, attempts: DOWNLOAD_ATTEMPTS, firstDelayMs: config.firstPauseMs },
    find: { objects, labelFiles: config.labelFiles, settings: settingsKey(config) },
    ingest: {
      defaults: { tenant: config.tenant, classification: config.classification },
      maxTokens: config.maxTokens,
      inspect: parts.inspect ?? createClassifier(),
      ...sharedCounter(parts.counter ?? ownCounter),
    },
    onBatch: (results, elapsedMs) => recordBatch(metrics, results, elapsedMs),
  });
  return {
    worker,
    objects,
    sqs,
    deadLetters,
    metrics,
    async optimise() {
      if (!records.isUnoptimised()) return;
      await index.optimise();
      records.setUnoptimised(false);
    },
    async close() {
      s3.destroy();
      sqs.destroy();
      ownCounter?.[Symbol.dispose]();
      await opened?.close();
      sqlite?.close();
    },
  };
}

function sharedCounter(counter: TokenCounter | undefined): { counter?: TokenCounter } {
  return counter === undefined ? {} : { counter };
}

/** Other settings read every source anew. */
function settingsKey({ tenant, classification, maxTokens }: IngestConfig): string {
  const loaders = LOADERS.map(({ name, version }) => [name, version]);
  return JSON.stringify([tenant, classification, maxTokens, CLASSIFIER_VERSION, loaders]);
}

function clientSettings({ region }: IngestConfig, { credentials }: ComposeParts) {
  return { ...(region === undefined ? {} : { region }), ...(credentials === undefined ? {} : { credentials }) };
}

function deadLettersOf({ deadLetters }: IngestConfig, sqs: SQSClient): DeadLetterSink {
  return /^https?:\/\//u.test(deadLetters)
    ? createSqsDeadLetters(sqs, deadLetters)
    : createFileDeadLetters(deadLetters);
}

function requireIndex(opened: { readonly index: PassageIndex } | undefined): PassageIndex {
  if (opened === undefined) throw new Error('There is no index.');
  return opened.index;
}
