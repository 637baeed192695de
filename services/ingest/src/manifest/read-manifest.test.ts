import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { IngestItem } from '../items/ingest-item.ts';
import { readManifest } from './read-manifest.ts';

async function read(files: Readonly<Record<string, string | Uint8Array>>, uri: string, bucket?: string) {
  const bad: string[] = [];
  const items: IngestItem[] = [];
  const objects = {
    stream: async (name: string) => {
      const content = files[name];
      if (content === undefined) return undefined;
      const bytes = Buffer.from(content);
      return (async function* () {
        for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
      })();
    },
  };
  const options = { objects, onBadRow: (message: string) => bad.push(message), ...(bucket && { bucket }) };
  for await (const item of readManifest(uri, options)) items.push(item);
  return { items, bad };
}

const URI = 's3://manifests/today';

describe('a manifest', () => {
  it('of JSON lines names sources with labels and tombstones; a bad line is told, and the rest goes on', async () => {
    const lines = [
      '{"uri":"s3://documents/a.pdf","labels":{"classification":"public","acl":["tenant:demo"]}}',
      '{"bucket":"documents","key":"b c.pdf","versionId":"v1"}',
      'nonsense',
      '',
      '{"uri":"relative.pdf"}',
      '{"key":"d.pdf","deleted":true}',
    ];
    const { items, bad } = await read({ [`${URI}.jsonl`]: lines.join('\n') }, `${URI}.jsonl`, 'more');
    expect(items).toEqual([
      { uri: 's3://documents/a.pdf', labels: { classification: 'public', acl: ['tenant:demo'] } },
      { uri: 's3://documents/b c.pdf', versionId: 'v1' },
      { uri: 's3://more/d.pdf', deleted: true },
    ]);
    expect(bad).toEqual([expect.stringContaining('row 3'), expect.stringContaining('row 4')]);
  });

  it('of a table has labels as columns', async () => {
    const table =
      'uri,classification,acl,fiscalYear,deleted\ns3://documents/a.pdf,restricted,"tenant:demo, group:desk",2023,\ns3://documents/b.pdf,,,,true\n';
    const { items } = await read({ [`${URI}.csv.gz`]: gzipSync(table) }, `${URI}.csv.gz`);
    expect(items).toEqual([
      {
        uri: 's3://documents/a.pdf',
        labels: { classification: 'restricted', acl: ['tenant:demo', 'group:desk'], fiscalYear: '2023' },
      },
      { uri: 's3://documents/b.pdf', deleted: true },
    ]);
  });

  it('of an S3 Inventory gives the newest versions, and takes out what a delete marker hides', async () => {
    const manifest = {
      sourceBucket: 'documents',
      destinationBucket: 'arn:aws:s3:::inventories',
      version: '2016-11-30',
      fileFormat: 'CSV',
      fileSchema: 'Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size',
      files: [{ key: 'data/1.csv.gz', size: 1, MD5checksum: 'x' }],
    };
    const rows = [
      '"documents","Q4+2023%2Ca.pdf","v2","true","false","10"',
      '"documents","Q4+2023%2Ca.pdf","v1","false","false","9"',
      '"documents","b.pdf","v3","true","true",""',
    ];
    const files = {
      [`${URI}.json`]: JSON.stringify(manifest),
      's3://inventories/data/1.csv.gz': gzipSync(rows.join('\n')),
    };
    expect((await read(files, `${URI}.json`)).items).toEqual([
      { uri: 's3://documents/Q4 2023,a.pdf' },
      { uri: 's3://documents/b.pdf', deleted: true },
    ]);
  });

  it.each([
    ['that is not there', `${URI}.jsonl`],
    ['of no known form', `${URI}.xml`],
    ['that is JSON, but no inventory', `${URI}.json`],
  ])('%s is refused', async (_, uri) => {
    const files = { [`${URI}.xml`]: '<a/>', [`${URI}.json`]: '{"files":[]}' };
    await expect(read(files, uri)).rejects.toMatchObject({ code: 'INVALID_MANIFEST' });
  });
});
