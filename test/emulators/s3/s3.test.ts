import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it } from 'vitest';
import { type S3Options, start } from './start.ts';

const open: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function startS3(options: S3Options = {}) {
  const emulator = await start(options);
  const s3 = new S3Client({
    endpoint: emulator.url,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  open.push(emulator.stop, () => s3.destroy());
  return { ...emulator, s3 };
}

const Bucket = 'documents';

describe('the S3 emulator, asked by the AWS SDK', () => {
  it('gives objects with their bytes, metadata, tag and version', async () => {
    const { s3, objects } = await startS3();
    const bytes = Uint8Array.from([0, 255, 10, 13]);
    const Key = 'reports/2023 Q4 é+.pdf';
    objects.put(Bucket, Key, bytes, { metadata: { classification: 'public' } });
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key }));
    expect(head).toMatchObject({ ContentLength: 4, VersionId: 'v1', Metadata: { classification: 'public' } });
    const object = await s3.send(new GetObjectCommand({ Bucket, Key, ...(head.ETag && { IfMatch: head.ETag }) }));
    expect(await object.Body?.transformToByteArray()).toEqual(bytes);
    expect(object.LastModified).toEqual(head.LastModified);
  });

  it('keeps versions, and refuses one that is no longer what was asked for', async () => {
    const { s3, objects } = await startS3();
    const first = objects.put(Bucket, 'a', 'one');
    objects.put(Bucket, 'a', 'two');
    const read = async (VersionId?: string) =>
      (
        await s3.send(new GetObjectCommand({ Bucket, Key: 'a', ...(VersionId && { VersionId }) }))
      ).Body?.transformToString();
    expect([await read(), await read('v1')]).toEqual(['two', 'one']);
    await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'a', IfMatch: first.etag }))).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
    objects.remove(Bucket, 'a');
    await expect(read()).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it.each([
    ['404 for an absent object', {}, 404],
    ['403 for one when the caller may not list', { mayList: false }, 403],
  ])('answers %s', async (_, options, status) => {
    const { s3 } = await startS3(options);
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'absent' }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: status },
    });
  });

  it('lists keys page by page', async () => {
    const { s3, objects } = await startS3();
    for (const key of ['b/2', 'a/1', 'b/1', 'b/3', 'b/<&>']) objects.put(Bucket, key, key);
    const keys: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await s3.send(
        new ListObjectsV2Command({ Bucket, Prefix: 'b/', MaxKeys: 2, ...(ContinuationToken && { ContinuationToken }) }),
      );
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    expect(keys).toEqual(['b/1', 'b/2', 'b/3', 'b/<&>']);
  });

  it.each([
    ['throttle', 'SlowDown'],
    ['server-error', 'InternalError'],
  ] as const)('tells %s as %s', async (kind, name) => {
    const { s3 } = await startS3({ faults: [{ kind }] });
    await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'a' }))).rejects.toMatchObject({ name });
  });

  it('breaks a body off in the middle', async () => {
    const { s3, objects } = await startS3({ faults: [{ kind: 'cut', operation: 'GetObject' }] });
    objects.put(Bucket, 'a', 'x'.repeat(1000));
    const object = await s3.send(new GetObjectCommand({ Bucket, Key: 'a' }));
    await expect(object.Body?.transformToString()).rejects.toThrow();
  });
});
