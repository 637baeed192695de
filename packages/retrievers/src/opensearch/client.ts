import { InvalidInputError, MissingDependencyError } from '@plumbline/core';

/** A request as OpenSearch's REST interface takes it. `bulkBody` is sent as lines of JSON. */
export interface SearchRequest {
  readonly method: string;
  readonly path: string;
  readonly querystring?: Record<string, string | number | boolean>;
  readonly body?: Record<string, unknown>;
  readonly bulkBody?: Record<string, unknown>[];
}

export interface SearchRequestOptions {
  /** Milliseconds until the client gives up. */
  readonly requestTimeout?: number;
  /** Statuses that are answers like others. */
  readonly ignore?: number[];
}

export interface SearchResponse {
  readonly body: unknown;
  readonly statusCode: number | null;
  readonly headers: Readonly<Record<string, unknown>> | null;
}

/** The part of a `Client` of `@opensearch-project/opensearch` (3.x) that is used. */
export interface SearchClient {
  readonly transport: {
    request(params: SearchRequest, options?: SearchRequestOptions): PromiseLike<SearchResponse> & { abort(): unknown };
  };
  close(): PromiseLike<unknown>;
}

/** Keys of AWS as credential providers of the AWS SDK return them. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

export type SearchAuth =
  | { readonly kind: 'none' }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | {
      readonly kind: 'sigv4';
      readonly region: string;
      /** `es` for OpenSearch Service (default), `aoss` for OpenSearch Serverless. */
      readonly service?: 'es' | 'aoss';
      /** Called again before the credentials expire, e.g. `fromNodeProviderChain()` of the AWS SDK. */
      readonly credentials: () => Promise<AwsCredentials>;
    };

export interface SearchClientOptions {
  /** One address or several of the same cluster, e.g. `https://search-x.us-east-1.es.amazonaws.com`. */
  readonly node: string | readonly string[];
  /** Default: none. */
  readonly auth?: SearchAuth;
  /** Whether bodies are compressed with gzip. Default false. */
  readonly compress?: boolean;
}

/**
 * Makes a client with keep-alive connections. Requests are not tried again by the client: the adapter does that, with
 * back-off and within the deadline of the question.
 *
 * @throws MissingDependencyError when `@opensearch-project/opensearch` is not installed
 * @throws InvalidInputError for basic authentication over plain HTTP to another machine
 */
export async function createSearchClient({ node, auth, compress }: SearchClientOptions): Promise<SearchClient> {
  const nodes = typeof node === 'string' ? [node] : [...node];
  if (auth?.kind === 'basic') refusePlainText(nodes);
  const { Client } = await import('@opensearch-project/opensearch').catch(missing);
  return new Client({
    nodes,
    maxRetries: 0,
    ...(compress === true ? { compression: 'gzip', suggestCompression: true } : {}),
    ...(auth?.kind === 'basic' ? { auth: { username: auth.username, password: auth.password } } : {}),
    ...(auth?.kind === 'sigv4' ? await signer(auth) : {}),
  });
}

async function signer({ region, service = 'es', credentials }: Extract<SearchAuth, { kind: 'sigv4' }>) {
  const { AwsSigv4Signer } = await import('@opensearch-project/opensearch/aws').catch(missing);
  return AwsSigv4Signer({ region, service, getCredentials: credentials });
}

function missing(cause: unknown): never {
  throw new MissingDependencyError('The OpenSearch adapter', '@opensearch-project/opensearch', { cause });
}

function refusePlainText(nodes: readonly string[]): void {
  const open = nodes
    .map((node) => new URL(node))
    .find(({ protocol, hostname }) => protocol === 'http:' && !isLocal(hostname));
  if (open === undefined) return;
  throw new InvalidInputError(`A password would travel in plain text to ${open.host}: use https.`);
}

function isLocal(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}
