import { z } from 'zod';
import { AwsError, awsJson } from '../lib/aws-json.ts';
import { type Emulator, type StartOptions, startServer } from '../lib/server.ts';
import { attributeFilterSchema, compileFilter } from './attribute-filter.ts';
import { type AttributeValue, type KendraDocument, SAMPLE_DOCUMENTS } from './documents.ts';
import { boosted, relevanceSchema } from './relevance.ts';
import { confidenceOf, type Hit, search } from './search.ts';
import { maySee, searcherOf, userContextSchema } from './user-context.ts';

/** The id of the emulated index. */
export const INDEX_ID = '00000000-0000-4000-8000-000000000001';

/** Signs the user tokens, unless told otherwise. */
export const TOKEN_SECRET = 'emulated-secret';

/** Kendra hands out no more results than this over all pages. */
const MAX_RESULTS = 100;

export interface KendraOptions extends StartOptions {
  /** What the index holds. Default: three small documents. */
  readonly documents?: readonly KendraDocument[];
  /**
   * `USER_TOKEN`: without a user context only public documents are found. `ATTRIBUTE_FILTER`: all are.
   * Default: `USER_TOKEN`.
   */
  readonly userContextPolicy?: 'USER_TOKEN' | 'ATTRIBUTE_FILTER';
  readonly tokenSecret?: string;
}

const inputSchema = z.strictObject({
  IndexId: z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9-]{35}$/),
  QueryText: z.string().min(1),
  AttributeFilter: attributeFilterSchema.optional(),
  RequestedDocumentAttributes: z.array(z.string()).optional(),
  PageNumber: z.int().positive().default(1),
  PageSize: z.int().positive().default(10),
  UserContext: userContextSchema.optional(),
  DocumentRelevanceOverrideConfigurations: z.array(relevanceSchema).max(500).optional(),
});
type Input = z.infer<typeof inputSchema>;

/** Starts Amazon Kendra's `Retrieve` and `Query` over one index, {@link INDEX_ID}. */
export function start(options: KendraOptions = {}): Promise<Emulator> {
  const service = awsJson({
    target: 'AWSKendraFrontendService',
    operations: {
      Retrieve: (raw) => {
        const input = inputSchema.parse(raw);
        const hits = findHits(input, options);
        return { QueryId: queryId(input), ResultItems: pageOf(hits, input).map((hit) => toRetrieved(hit, input)) };
      },
      Query: (raw) => {
        const input = inputSchema.parse(raw);
        const best = findHits(input, options).filter(isFirstOfDocument);
        const items = pageOf(best, input).map((hit) => toQueried(hit, input));
        return { QueryId: queryId(input), ResultItems: items, FacetResults: [], TotalNumberOfResults: best.length };
      },
    },
  });
  return startServer(service, options);
}

function findHits(input: Input, options: KendraOptions): Hit[] {
  const { documents = SAMPLE_DOCUMENTS, userContextPolicy = 'USER_TOKEN', tokenSecret = TOKEN_SECRET } = options;
  if (input.IndexId !== INDEX_ID)
    throw new AwsError('ResourceNotFoundException', `There is no index ${input.IndexId}.`);
  const searcher = input.UserContext ? searcherOf(input.UserContext, tokenSecret) : { groups: [] };
  const isOpen = input.UserContext === undefined && userContextPolicy === 'ATTRIBUTE_FILTER';
  const keys = new Set(documents.flatMap(({ attributes }) => Object.keys(attributes)));
  const matches = input.AttributeFilter ? compileFilter(input.AttributeFilter, keys) : () => true;
  const found = documents.filter((document) => (isOpen || maySee(searcher, document)) && matches(document));
  const hits = search(input.QueryText, found);
  return boosted(hits, input.DocumentRelevanceOverrideConfigurations ?? []).slice(0, MAX_RESULTS);
}

function pageOf(hits: readonly Hit[], { PageNumber, PageSize }: Input): Hit[] {
  const size = Math.min(PageSize, MAX_RESULTS);
  return hits.slice((PageNumber - 1) * size, PageNumber * size);
}

function isFirstOfDocument({ document }: Hit, position: number, hits: readonly Hit[]): boolean {
  return hits.findIndex((hit) => hit.document === document) === position;
}

function queryId({ QueryText, PageNumber }: Input): string {
  return `query-${QueryText.length}-${PageNumber}`;
}

function commonParts({ document, index, share }: Hit, { RequestedDocumentAttributes: wanted }: Input) {
  return {
    Id: `${document.id}-${index}`,
    DocumentId: document.id,
    DocumentURI: document.uri,
    DocumentAttributes: Object.entries(document.attributes)
      .filter(([key]) => wanted?.includes(key) ?? true)
      .map(([Key, value]) => ({ Key, Value: toWire(value) })),
    ScoreAttributes: { ScoreConfidence: confidenceOf(share) },
  };
}

function toRetrieved(hit: Hit, input: Input) {
  return { ...commonParts(hit, input), DocumentTitle: hit.document.title, Content: hit.text };
}

function toQueried(hit: Hit, input: Input) {
  return {
    ...commonParts(hit, input),
    Type: 'DOCUMENT',
    Format: 'TEXT',
    DocumentTitle: { Text: hit.document.title, Highlights: [] },
    DocumentExcerpt: { Text: hit.text, Highlights: [] },
  };
}

function toWire(value: AttributeValue): object {
  if (value instanceof Date) return { DateValue: value.getTime() / 1000 };
  if (typeof value === 'number') return { LongValue: value };
  return typeof value === 'string' ? { StringValue: value } : { StringListValue: value };
}
