import { restJson } from '../lib/rest-json.ts';
import { type Emulator, type StartOptions, startServer } from '../lib/server.ts';
import { type Chunk, SAMPLE_CHUNKS } from './chunks.ts';
import { rerank } from './rerank.ts';
import { retrieve } from './retrieve.ts';

/** The id of the emulated knowledge base. */
export const KNOWLEDGE_BASE_ID = 'KB00000001';

export interface AgentRuntimeOptions extends StartOptions {
  /** What the knowledge base holds. Default: three small chunks. */
  readonly chunks?: readonly Chunk[];
  /** Results of one answer. Default 100. */
  readonly pageSize?: number;
}

/** Status of each error: docs.aws.amazon.com/bedrock/latest/APIReference/API_agent-runtime_Retrieve.html#Errors */
const STATUSES = {
  AccessDeniedException: 403,
  BadGatewayException: 502,
  ConflictException: 409,
  DependencyFailedException: 424,
  ResourceNotFoundException: 404,
  ServiceQuotaExceededException: 402,
  ThrottlingException: 429,
  UnknownOperationException: 404,
  ValidationException: 400,
};

/** Starts `Retrieve` and `Rerank` of Amazon Bedrock's agent runtime over one knowledge base, {@link KNOWLEDGE_BASE_ID}. */
export function start(options: AgentRuntimeOptions = {}): Promise<Emulator> {
  const { chunks = SAMPLE_CHUNKS, pageSize = 100 } = options;
  const service = restJson({
    statuses: STATUSES,
    operations: {
      Retrieve: {
        method: 'POST',
        path: /^\/knowledgebases\/(?<knowledgeBaseId>[^/?]+)\/retrieve$/,
        perform: (input) => retrieve({ id: KNOWLEDGE_BASE_ID, chunks, pageSize }, input),
      },
      Rerank: { method: 'POST', path: /^\/rerank$/, perform: (input) => rerank(pageSize, input) },
    },
  });
  return startServer(service, options);
}
