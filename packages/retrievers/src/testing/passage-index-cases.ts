import assert from 'node:assert/strict';
import { type Passage, type PassageIndex, sealAcl } from '@plumbline/core';
import { type ConformanceCase, testPassage } from '@plumbline/core/testing';
import { assertRefused, conformanceCase, idsOf } from './conformance-case.ts';

/** A fresh, empty index, and a way to look into it. */
export interface PassageIndexFixture {
  readonly index: PassageIndex;
  /** Every passage the index holds, in any order. */
  read(): Promise<readonly Passage[]>;
  dispose(): Promise<void>;
}

const passage = (id: string, pageContent = `Revenue of ${id} rose.`, metadata: Partial<Passage['metadata']> = {}) =>
  testPassage({ id, pageContent, metadata: { docId: id, ...metadata } });

async function contents({ index, read }: PassageIndexFixture): Promise<Map<string, Passage>> {
  await index.optimise();
  return new Map((await read()).map((one) => [one.id, one]));
}

/** Access lists are compared as they mean, since an index may seal them. */
function comparable({ id, pageContent, metadata }: Passage) {
  const { score: _score, scores: _scores, ...kept } = metadata;
  return { id, pageContent, metadata: { ...kept, acl: sealAcl(metadata.acl) } };
}

const ODD_TEXTS = ['', ' ', 'a\n\n\tb  c', '漢字 😀 é', '"quoted" \\ back', '{"json": true}', 'x '.repeat(50_000)];

/** The rules of the write side. */
export const passageIndexCases: readonly ConformanceCase<PassageIndexFixture>[] = [
  conformanceCase<PassageIndexFixture>(
    'a passage is there after optimise, its text and metadata as they were',
    async (fixture) => {
      const given = ODD_TEXTS.map((text, place) =>
        passage(`p${place}`, text, {
          company: 'Example',
          fiscalYear: 2023,
          page: 7,
          section: 'Notes',
          note: { own: ['field'] },
        }),
      );
      await fixture.index.addPassages(given);
      const found = await contents(fixture);
      assert.equal(found.size, given.length);
      for (const one of given) {
        const stored = found.get(one.id);
        assert.ok(stored !== undefined, one.id);
        assert.deepEqual(comparable(stored), comparable(one));
      }
    },
  ),
  conformanceCase<PassageIndexFixture>('adding an id again replaces it, metadata and rights too', async (fixture) => {
    await fixture.index.addPassages([passage('a', 'old', { acl: ['tenant:demo'], company: 'Old' }), passage('b')]);
    await fixture.index.addPassages([passage('a', 'new', { acl: ['tenant:demo', 'group:g1'] })]);
    const found = await contents(fixture);
    assert.deepEqual([...found.keys()].sort(), ['a', 'b']);
    assert.equal(found.get('a')?.pageContent, 'new');
    assert.equal(found.get('a')?.metadata.company, undefined);
    assert.ok(found.get('a')?.metadata.acl.includes('group:g1'));
  }),
  conformanceCase<PassageIndexFixture>('of an id that a batch holds twice the last counts', async (fixture) => {
    await fixture.index.addPassages([passage('a', 'first'), passage('b'), passage('a', 'last')]);
    const found = await contents(fixture);
    assert.equal(found.size, 2);
    assert.equal(found.get('a')?.pageContent, 'last');
  }),
  conformanceCase<PassageIndexFixture>(
    'deleted passages are gone, and unknown ids are passed over',
    async (fixture) => {
      await fixture.index.addPassages(["it's", 'b"c', 'd\\e', 'f/g?h#i', 'keep'].map((id) => passage(id)));
      await fixture.index.deletePassages(["it's", 'b"c', 'd\\e', 'f/g?h#i', 'never there']);
      assert.deepEqual([...(await contents(fixture)).keys()], ['keep']);
      await fixture.index.addPassages([passage("it's")]);
      assert.deepEqual([...(await contents(fixture)).keys()].sort(), ["it's", 'keep']);
    },
  ),
  conformanceCase<PassageIndexFixture>('nothing to do is no error', async (fixture) => {
    await fixture.index.addPassages([]);
    await fixture.index.deletePassages([]);
    await fixture.index.deletePassages(['never there']);
    assert.equal((await contents(fixture)).size, 0);
  }),
  conformanceCase<PassageIndexFixture>(
    'a passage that breaks the contract is refused, and nothing of its batch written',
    async (fixture) => {
      const broken: Passage = { ...passage('b'), metadata: { ...passage('b').metadata, docId: '' } };
      await assertRefused(fixture.index.addPassages([passage('a'), broken]), 'INVALID_INPUT');
      assert.equal((await contents(fixture)).size, 0);
    },
  ),
  conformanceCase<PassageIndexFixture>('a large batch, and writes side by side, are whole', async (fixture) => {
    const batch = (name: string, count: number) => Array.from({ length: count }, (_, n) => passage(`${name}${n}`));
    const batches = [batch('a', 1_500), batch('b', 40), batch('c', 40)];
    await Promise.all(batches.map((passages) => fixture.index.addPassages(passages)));
    assert.deepEqual([...(await contents(fixture)).keys()].sort(), idsOf(batches.flat()));
  }),
  conformanceCase<PassageIndexFixture>('scores of a retrieval are not stored', async (fixture) => {
    await fixture.index.addPassages([passage('a', 'text', { score: 3, scores: { bm25: 3 } })]);
    const stored = (await contents(fixture)).get('a');
    assert.equal(stored?.metadata.score, undefined);
    assert.equal(stored?.metadata.scores, undefined);
  }),
];
