import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { type Passage, PlumblineError } from '@plumbline/core';
import { MemoryPassageIndex } from '@plumbline/retrievers/testing';
import { describe, expect, it } from 'vitest';
import { BUCKET, serviceSetup, uriOf } from '../fixtures/service-setup.ts';
import { zipFile } from '../fixtures/zip-file.ts';

const LYING_ZIP = () =>
  zipFile('word/document.xml', { packed: deflateRawSync(Buffer.alloc(50_000_000)), claimedSize: 10 });

describe('a document that cannot be ingested', () => {
  it.each<[string, string, string | (() => Uint8Array), string]>([
    ['an unreadable PDF', 'a.pdf', '%PDF-1.7 and nothing', 'CORRUPT'],
    ['a PDF that is called a text', 'a.txt', '%PDF-1.7\0', 'BINARY'],
    ['a text that is called a PDF', 'a.pdf', 'Sales fell.', 'CORRUPT'],
    ['an unknown suffix', 'a.xlsx', 'x', 'UNKNOWN_SUFFIX'],
    ['a zip bomb that lies about its size', 'a.docx', LYING_ZIP, 'TOO_LARGE'],
    ['a class that nobody knows', 'a.md', '---\nclassification: secret\n---\nx', 'INVALID_LABELS'],
    ['an empty object', 'a.txt', '', 'EMPTY'],
  ])('%s is put away with the reason, once, and the others go on', async (_, key, content, code) => {
    await using setup = await serviceSetup();
    setup.s3.objects.put(BUCKET, key, typeof content === 'function' ? content() : content);
    setup.s3.objects.put(BUCKET, 'good.txt', 'Sales fell.');
    const results = await setup.process(key, 'good.txt');
    expect(results.map(({ status }) => status).sort()).toEqual(['indexed', 'refused']);
    expect(await setup.deadLetters()).toEqual([
      expect.objectContaining({
        kind: 'plumbline/dead-letter',
        item: { uri: uriOf(key) },
        code,
        fix: expect.stringMatching(/.{10}/u),
      }),
    ]);
    expect(setup.texts()).toEqual(['Sales fell.']);
    expect((await setup.process(key))[0]).toMatchObject({ status: 'unchanged', code });
    expect(await setup.deadLetters()).toHaveLength(1);
    await setup.process({ key, retryRefused: true });
    expect(await setup.deadLetters()).toHaveLength(2);
  });

  it('of 200 MB is refused without reading it', async () => {
    await using setup = await serviceSetup();
    const path = join(setup.folder, 'large.txt');
    await writeFile(path, '');
    await truncate(path, 200 * 2 ** 20);
    const [result] = await setup.service.worker.process([{ uri: path }]);
    expect(result).toMatchObject({ status: 'refused', code: 'TOO_LARGE' });
    expect(result?.message).toContain('200 MB');
  });

  it('that is a file of this machine is refused where others may name the sources', async () => {
    await using setup = await serviceSetup({ parts: { localFiles: false } });
    const results = await setup.service.worker.process([{ uri: '/etc/hostname' }]);
    expect(results[0]).toMatchObject({ status: 'refused', code: 'INVALID_EVENT' });
    expect(setup.texts()).toEqual([]);
  });

  it('takes its good parts in, and says which were bad', async () => {
    await using setup = await serviceSetup();
    setup.s3.objects.put(BUCKET, 'a.jsonl', '{"id":"x","text":"One."}\nnonsense\n{"id":"y","text":"Two."}');
    expect((await setup.process('a.jsonl'))[0]).toMatchObject({
      status: 'partial',
      documents: 2,
      code: 'INVALID_RECORD',
    });
    expect((await setup.deadLetters())[0]?.failures).toEqual([
      expect.objectContaining({ file: expect.stringContaining('line 2') }),
    ]);
    expect(setup.texts()).toEqual(['One.', 'Two.']);
    expect((await setup.process('a.jsonl'))[0]?.status).toBe('unchanged');
  });

  it('leaves the earlier version in the index, but not one whose labels are no longer known', async () => {
    await using setup = await serviceSetup();
    setup.s3.objects.put(BUCKET, 'a.txt', 'Sales fell.');
    setup.s3.objects.put(BUCKET, 'b.txt', 'Costs rose.');
    await setup.process('a.txt', 'b.txt');
    setup.s3.objects.put(BUCKET, 'a.txt', 'a\0b');
    setup.s3.objects.put(BUCKET, 'b.txt', 'Costs rose.', { metadata: { acl: 'everyone' } });
    await setup.process('a.txt', 'b.txt');
    expect(setup.texts()).toEqual(['Sales fell.']);
    setup.s3.objects.put(BUCKET, 'a.txt', 'Sales rose.');
    await setup.process('a.txt');
    expect(setup.texts()).toEqual(['Sales rose.']);
  });

  it('is not given up before its dead letter is kept', async () => {
    await using setup = await serviceSetup({ config: { deadLetters: '/nowhere/at/all.jsonl' } });
    setup.s3.objects.put(BUCKET, 'a.txt', 'a\0b');
    setup.s3.objects.put(BUCKET, 'good.txt', 'Sales fell.');
    const results = await setup.process('a.txt', 'good.txt');
    expect(results.map(({ status, code }) => [status, code]).sort()).toEqual([
      ['indexed', undefined],
      ['retry', 'DEAD_LETTER_FAILED'],
    ]);
    expect((await setup.process('a.txt'))[0]).toMatchObject({ status: 'retry', code: 'DEAD_LETTER_FAILED' });
  });

  it('is found out among others when it is the index that refuses it', async () => {
    class Picky extends MemoryPassageIndex {
      override async addPassages(passages: readonly Passage[]): Promise<void> {
        await super.addPassages(passages.filter(({ pageContent }) => !pageContent.includes('poison')));
        const [bad] = passages.filter(({ pageContent }) => pageContent.includes('poison'));
        if (bad !== undefined) throw new PlumblineError('INDEX_WRITE', `did not take ${bad.id}`);
      }
    }
    const index = new Picky();
    await using setup = await serviceSetup({ parts: { index } });
    setup.s3.objects.put(BUCKET, 'a.txt', 'poison');
    setup.s3.objects.put(BUCKET, 'b.txt', 'Sales fell.');
    const results = await setup.process('a.txt', 'b.txt');
    expect(results.map(({ status, code }) => [status, code]).sort()).toEqual([
      ['indexed', undefined],
      ['refused', 'INDEX_WRITE'],
    ]);
    expect([...index.passages.values()].map(({ pageContent }) => pageContent)).toEqual(['Sales fell.']);
  });

  it('is not given up when the index refuses every one of several: the fault is hardly theirs', async () => {
    class Sealed extends MemoryPassageIndex {
      override async addPassages(_: readonly Passage[]): Promise<void> {
        throw new PlumblineError('INDEX_WRITE', 'strict_dynamic_mapping_exception');
      }
    }
    await using setup = await serviceSetup({ parts: { index: new Sealed() } });
    for (const key of ['a.txt', 'b.txt', 'c.txt']) setup.s3.objects.put(BUCKET, key, `Text of ${key}.`);
    const results = await setup.process('a.txt', 'b.txt', 'c.txt');
    expect(results.map(({ status, code }) => [status, code])).toEqual(results.map(() => ['retry', 'INDEX_WRITE']));
    expect(await setup.deadLetters()).toEqual([]);
  });

  it('is given up when workers die over it again and again', async () => {
    await using setup = await serviceSetup({ config: { maxDeaths: 2 } });
    setup.s3.objects.put(BUCKET, 'a.txt', 'deadly');
    setup.s3.objects.put(BUCKET, 'b.txt', 'Sales fell.');
    const die = () => new Promise<never>(() => {});
    for (let death = 0; death < 2; death++) {
      // A process that ends without a word: what it was doing never comes to an end.
      const doomed = await setup.another('worker-1', {
        index: { addPassages: die, deletePassages: die, optimise: die },
      });
      void doomed.worker.process([{ uri: uriOf('a.txt') }]);
      await expect.poll(() => doomed.worker.process([{ uri: uriOf('a.txt') }])).toMatchObject([{ code: 'BUSY' }]);
    }
    const last = await setup.another('worker-1');
    const results = await last.worker.process([{ uri: uriOf('a.txt') }, { uri: uriOf('b.txt') }]);
    expect(results.map(({ status, code }) => [status, code]).sort()).toEqual([
      ['indexed', undefined],
      ['refused', 'CRASHED'],
    ]);
  });
});
