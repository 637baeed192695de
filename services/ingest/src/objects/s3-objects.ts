import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand, type GetObjectCommandInput, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { IngestServiceError } from '../errors.ts';
import { isAborted } from '../is-aborted.ts';
import { s3AddressOf } from '../items/ingest-item.ts';
import { MAX_TEXT_BYTES, type ObjectHead, type ObjectStore } from './object-store.ts';
import { isAbsent, toObjectError } from './s3-error.ts';

/** Objects in S3. An object is read under the condition that it is still the one that was looked at. */
export function createS3Objects(client: Pick<S3Client, 'send'>): ObjectStore {
  const get = async (uri: string, input: Partial<GetObjectCommandInput>, signal?: AbortSignal) => {
    try {
      const output = await client.send(new GetObjectCommand({ ...addressOf(uri), ...input }), {
        ...(signal === undefined ? {} : { abortSignal: signal }),
      });
      if (!(output.Body instanceof Readable)) throw new Error('the answer has no body');
      return output.Body;
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw toObjectError(error, uri);
    }
  };
  return {
    async head(uri, versionId): Promise<ObjectHead | undefined> {
      try {
        const output = await client.send(
          new HeadObjectCommand({ ...addressOf(uri), ...(versionId === undefined ? {} : { VersionId: versionId }) }),
        );
        return {
          uri,
          size: output.ContentLength ?? 0,
          modifiedMs: output.LastModified?.getTime() ?? 0,
          version: output.ETag ?? '',
          labels: output.Metadata ?? {},
          ...(versionId === undefined ? {} : { versionId }),
        };
      } catch (error) {
        if (isAbsent(error)) return undefined;
        throw toObjectError(error, uri);
      }
    },
    async download({ uri, version, versionId, size }, path, signal) {
      const body = await get(
        uri,
        { IfMatch: version, ...(versionId === undefined ? {} : { VersionId: versionId }) },
        signal,
      );
      if (body === undefined) return false;
      const received = await writeBody(body, { uri, path, size, signal });
      if (received === size) return true;
      throw new IngestServiceError(
        'OBJECT_UNAVAILABLE',
        `${uri} came as ${received} bytes of ${size}: the connection ended early.`,
        { retryable: true },
      );
    },
    async readText(uri) {
      const body = await get(uri, {});
      if (body === undefined) return undefined;
      try {
        return await readSmall(body, uri);
      } catch (error) {
        throw toObjectError(error, uri);
      }
    },
    stream: (uri) => get(uri, {}),
  };
}

function addressOf(uri: string): { Bucket: string; Key: string } {
  const address = s3AddressOf(uri);
  if (address === undefined) throw new IngestServiceError('INVALID_EVENT', `${uri} is no address of S3.`);
  return { Bucket: address.bucket, Key: address.key };
}

interface BodyTarget {
  readonly uri: string;
  readonly path: string;
  readonly size: number;
  readonly signal: AbortSignal | undefined;
}

/** @returns the bytes received, at most one more than there should be */
async function writeBody(body: Readable, { uri, path, size, signal }: BodyTarget): Promise<number> {
  let received = 0;
  const counted = async function* (pieces: AsyncIterable<Uint8Array>) {
    for await (const piece of pieces) {
      received += piece.length;
      if (received > size) return;
      yield piece;
    }
  };
  try {
    await pipeline(body, counted, createWriteStream(path), { ...(signal === undefined ? {} : { signal }) });
    return received;
  } catch (error) {
    if (isAborted(signal)) throw signal?.reason;
    throw toObjectError(error, uri);
  }
}

async function readSmall(body: Readable, uri: string): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > MAX_TEXT_BYTES) {
      throw new IngestServiceError(
        'TOO_LARGE',
        `${uri} is longer than the ${MAX_TEXT_BYTES} bytes of a file of labels.`,
      );
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
