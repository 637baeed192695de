import {
  type Emulator,
  type EmulatorRequest,
  type EmulatorResponse,
  type StartOptions,
  startServer,
} from '../lib/server.ts';
import { listObjects } from './list-objects.ts';
import { createS3Objects, type S3Object, type S3Objects } from './objects.ts';

export interface S3Options extends StartOptions {
  /** Names of the buckets there are. Default: `documents`. */
  readonly buckets?: readonly string[];
  /**
   * Whether the caller may list buckets. Without that right S3 answers 403 for an object that is not there.
   * https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html Default: true.
   */
  readonly mayList?: boolean;
}

export interface S3Emulator extends Emulator {
  readonly objects: S3Objects;
}

interface Address {
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
}

/** Starts `GetObject`, `HeadObject` and `ListObjectsV2` over buckets in memory, addressed by path. */
export async function start({
  buckets = ['documents'],
  mayList = true,
  ...options
}: S3Options = {}): Promise<S3Emulator> {
  const objects = createS3Objects(buckets);
  const emulator = await startServer(
    {
      operationOf,
      answer: (request) => answer(request, objects, mayList),
      // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
      failure: (kind) =>
        kind === 'throttle'
          ? refuse(503, 'SlowDown', 'Please reduce your request rate.')
          : refuse(500, 'InternalError', 'We encountered an internal error. Please try again.'),
    },
    options,
  );
  return { ...emulator, objects };
}

function operationOf(request: EmulatorRequest): string {
  const { key, query } = addressOf(request);
  if (request.method === 'HEAD' && key !== '') return 'HeadObject';
  if (request.method !== 'GET') return '';
  if (key !== '') return 'GetObject';
  return query.get('list-type') === '2' ? 'ListObjectsV2' : '';
}

function answer(request: EmulatorRequest, objects: S3Objects, mayList: boolean): EmulatorResponse {
  const operation = operationOf(request);
  if (operation === '') return refuse(501, 'NotImplemented', 'The emulator has no such operation.');
  if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')) {
    return refuse(403, 'AccessDenied', 'The request is not signed.');
  }
  const { bucket, key, query } = addressOf(request);
  const listed = objects.list(bucket);
  if (listed === undefined) return refuse(404, 'NoSuchBucket', 'The specified bucket does not exist.');
  if (operation === 'ListObjectsV2') {
    return mayList ? xml(200, listObjects(bucket, listed, query)) : refuse(403, 'AccessDenied', 'Access Denied');
  }
  const object = objects.get(bucket, key, query.get('versionId') ?? undefined);
  if (object === undefined) {
    const missing = mayList
      ? refuse(404, 'NoSuchKey', 'The specified key does not exist.')
      : refuse(403, 'AccessDenied', 'Access Denied');
    return operation === 'HeadObject' ? { ...missing, body: '' } : missing;
  }
  return give(object, request, operation);
}

function give(object: S3Object, { headers }: EmulatorRequest, operation: string): EmulatorResponse {
  const wanted = headers['if-match'];
  if (wanted !== undefined && wanted !== object.etag) {
    return refuse(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
  }
  const metadata = Object.entries(object.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]);
  const common = {
    etag: object.etag,
    'last-modified': object.lastModified.toUTCString(),
    'x-amz-version-id': object.versionId,
    'content-type': 'binary/octet-stream',
    ...Object.fromEntries(metadata),
  };
  if (operation === 'GetObject') return { status: 200, headers: common, body: object.body };
  return { status: 200, headers: { ...common, 'content-length': String(object.body.length) }, body: '' };
}

function addressOf({ path }: EmulatorRequest): Address {
  const url = new URL(path, 'http://localhost');
  const [bucket = '', ...rest] = url.pathname.slice(1).split('/');
  return { bucket, key: decodeURIComponent(rest.join('/')), query: url.searchParams };
}

function refuse(status: number, code: string, message: string): EmulatorResponse {
  return xml(status, `<Error><Code>${code}</Code><Message>${message}</Message><RequestId>emulated</RequestId></Error>`);
}

function xml(status: number, body: string): EmulatorResponse {
  return {
    status,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}
