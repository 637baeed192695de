import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@lancedb/lancedb';
import type { Passage } from '@plumbline/core';
import { describe, it } from 'vitest';
import { HashedNgramEmbeddings } from '../embeddings/hashed-ngram-embeddings.ts';
import { filterCases } from '../testing/filter-cases.ts';
import { passageIndexCases } from '../testing/passage-index-cases.ts';
import { retrieverCases } from '../testing/retriever-cases.ts';
import { lanceFilter } from './filter.ts';
import { LanceIndex } from './passage-index.ts';
import { LanceRetriever } from './retriever.ts';
import { decodeStoredRow } from './stored-row.ts';

async function open() {
  const directory = await mkdtemp(join(tmpdir(), 'plumbline-conformance-'));
  const index = await LanceIndex.open({ directory, embeddings: new HashedNgramEmbeddings() });
  return {
    directory,
    index,
    async fill(passages: readonly Passage[]) {
      await index.addPassages(passages);
      await index.optimise();
    },
    async passagesWhere(condition: string) {
      const table = await (await connect(directory)).openTable('passages');
      const rows: { row: string }[] = await table.query().where(condition).select(['row']).toArray();
      table.close();
      return rows.map(({ row }) => decodeStoredRow(new TextEncoder().encode(row)).passage());
    },
    async dispose() {
      index.close();
      await rm(directory, { recursive: true });
    },
  };
}
type Open = Awaited<ReturnType<typeof open>>;

describe.each(passageIndexCases)('$name', ({ run }) => {
  it('holds', () =>
    run(async () => {
      const lance = await open();
      return { ...lance, read: () => lance.passagesWhere('true') };
    }));
});

describe.each(filterCases)('$name', ({ run }) => {
  it('holds', () =>
    run(async () => {
      const lance: Open = await open();
      return {
        ...lance,
        idsWhere: async (filter) => (await lance.passagesWhere(lanceFilter(filter))).map(({ id }) => id),
      };
    }));
});

describe.each(retrieverCases)('$name', ({ run }) => {
  it('holds', () =>
    run(async () => {
      const lance = await open();
      return { ...lance, retriever: (input) => new LanceRetriever({ index: lance.index, ...input }) };
    }));
});
