import { mkdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { HashedNgramEmbeddings } from '../embeddings/hashed-ngram-embeddings.ts';
import { LanceIndex } from '../lancedb/passage-index.ts';
import { DEFAULTS } from './fixtures/ingest-setup.ts';
import { temporaryFolder } from './fixtures/temporary-folder.ts';
import { ingest } from './ingest.ts';
import { SqliteRecordManager } from './records/sqlite-record-manager.ts';

describe('ingest into the embedded index', () => {
  it('adds, replaces and removes passages, and writes nothing when nothing changed', async () => {
    await using folder = await temporaryFolder();
    const directory = folder.at('index');
    await mkdir(directory);
    const index = await LanceIndex.open({ directory, embeddings: new HashedNgramEmbeddings() });
    using records = new SqliteRecordManager({ path: folder.at('index/ingest.sqlite'), clock: Date.now });
    const run = () => ingest({ sources: [folder.at('documents')], index, recordManager: records, defaults: DEFAULTS });

    await folder.write('documents/a.md', '# One\n\nSales fell.\n\n# Two\n\nIt’s a "quoted" \'name\'.\n');
    await folder.write('documents/b.txt', 'Costs rose.');
    expect((await run()).passages).toMatchObject({ added: 3 });
    expect(await index.stats()).toMatchObject({ passages: 3, documents: 2 });

    expect((await run()).passages).toEqual({ added: 0, updated: 0, deleted: 0, skipped: 3 });

    await folder.write('documents/a.md', '# One\n\nSales rose.\n');
    await folder.remove('documents/b.txt');
    expect((await run()).passages).toEqual({ added: 0, updated: 1, deleted: 2, skipped: 0 });
    expect(await index.stats()).toMatchObject({ passages: 1, documents: 1 });
    index.close();
  });
});
