import { InvalidInputError, passageSchema } from '@plumbline/core';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Block, LoadedDocument } from '../document.ts';
import { type ChunkOptions, chunkDocument } from './chunk-document.ts';
import type { Chunk } from './passage-of.ts';
import { createTokenCounter } from './token-counter.ts';

const counter = createTokenCounter();
afterAll(() => counter[Symbol.dispose]());

function documentOf(blocks: readonly Block[], metadata: Partial<LoadedDocument['metadata']> = {}): LoadedDocument {
  return {
    docId: 'report',
    title: 'Report',
    source: 'report.md',
    metadata: { docType: 'report', asOf: '2023-12-31', classification: 'public', acl: ['tenant:demo'], ...metadata },
    blocks,
  };
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function chunksOf(blocks: readonly Block[], options: Partial<ChunkOptions> = {}): Promise<Chunk[]> {
  return collect(chunkDocument(documentOf(blocks), { counter, ...options }));
}

async function textsOf(blocks: readonly Block[], options: Partial<ChunkOptions> = {}): Promise<string[]> {
  return (await chunksOf(blocks, options)).map(({ passage }) => passage.pageContent);
}

/** Half of a character beyond the basic plane: with the flag `u` whole pairs do not match. */
const HALF_PAIR = /[\ud800-\udfff]/u;

const sentence = (number: number) => `Sentence number ${number} says that sales rose by ${number} percent.`;
const prose = (count: number) => Array.from({ length: count }, (_, at) => sentence(at + 1)).join(' ');

describe('chunkDocument', () => {
  it('keeps a short document in one passage that fulfils the contract', async () => {
    const [chunk, ...others] = await chunksOf([{ kind: 'text', text: 'Sales rose. Costs fell.', page: 3 }]);
    expect(others).toEqual([]);
    expect(chunk?.passage.pageContent).toBe('Sales rose. Costs fell.');
    expect(chunk?.passage.metadata).toMatchObject({ docId: 'report', chunk: 0, title: 'Report', page: 3 });
    expect(passageSchema.parse(chunk?.passage)).toEqual(chunk?.passage);
  });

  it('cuts between sentences', async () => {
    const texts = await textsOf([{ kind: 'text', text: prose(100) }], { maxTokens: 64 });
    expect(texts.length).toBeGreaterThan(10);
    for (const text of texts) expect(text).toMatch(/^Sentence .* percent\.$/u);
    expect(texts.join(' ')).toBe(prose(100));
  });

  it('repeats as many sentences as it is told to', async () => {
    const texts = await textsOf([{ kind: 'text', text: prose(12) }], { maxTokens: 64, overlapSentences: 1 });
    const [first = '', second = ''] = texts;
    const last = first.slice(first.lastIndexOf('Sentence'));
    expect(second.startsWith(last)).toBe(true);
  });

  it('begins each passage with its headings and names them as its section', async () => {
    const chunks = await chunksOf([
      { kind: 'heading', text: 'Report', level: 1 },
      { kind: 'heading', text: 'Item 7', level: 2 },
      { kind: 'heading', text: 'Liquidity', level: 3 },
      { kind: 'text', text: 'Cash rose.' },
      { kind: 'heading', text: 'Item 8', level: 2 },
      { kind: 'text', text: 'Debt fell.' },
    ]);
    expect(chunks.map(({ passage }) => [passage.pageContent, passage.metadata.section])).toEqual([
      ['Item 7 > Liquidity\n\nCash rose.', 'Item 7 > Liquidity'],
      ['Item 8\n\nDebt fell.', 'Item 8'],
    ]);
  });

  it('never lets a passage span two pages', async () => {
    const chunks = await chunksOf([
      { kind: 'text', text: 'On the first page.', page: 1 },
      { kind: 'text', text: 'On the second page.', page: 2 },
    ]);
    expect(chunks.map(({ passage }) => passage.metadata.page)).toEqual([1, 2]);
  });

  it('keeps headings that no text follows', async () => {
    const texts = await textsOf([
      { kind: 'heading', text: 'Reserved', level: 2 },
      { kind: 'heading', text: 'Empty too', level: 2 },
    ]);
    expect(texts).toEqual(['Reserved', 'Empty too']);
  });

  it('repeats caption, unit and names of columns in every piece of a long table', async () => {
    const rows = Array.from({ length: 60 }, (_, at) => [`Segment ${at}`, `${at},001`, `${at},002`]);
    const texts = await textsOf(
      [{ kind: 'table', caption: 'Net sales', unit: '(in millions)', rows: [['', 'FY2018', 'FY2019'], ...rows] }],
      { maxTokens: 128 },
    );
    expect(texts.length).toBeGreaterThan(3);
    for (const text of texts) expect(text).toMatch(/^Net sales\n\(in millions\)\n\| \| FY2018 \| FY2019 \|\nSegment /u);
    expect(texts.flatMap((text) => text.split('\n').slice(3))).toEqual(rows.map((row) => row.join(' | ')));
  });

  it('keeps a table that fits into one passage whole', async () => {
    const table: Block = { kind: 'table', rows: [['a', 'b'], ...Array.from({ length: 10 }, () => ['1', '2'])] };
    const texts = await textsOf([{ kind: 'text', text: prose(5) }, table], { maxTokens: 96 });
    expect(texts.filter((text) => text.includes('1 | 2'))).toHaveLength(1);
  });

  it('names the table a passage holds, by number where it has no caption', async () => {
    const chunks = await chunksOf([
      { kind: 'table', rows: [['a'], ['1']] },
      { kind: 'text', text: 'Between.', page: 2 },
      { kind: 'table', rows: [['b'], ['2']], caption: 'Second', page: 3 },
    ]);
    expect(chunks.map(({ passage }) => passage.metadata.table)).toEqual(['table 1', undefined, 'Second']);
  });

  it('gives the same ids for the same document, others when only a right or the class changes', async () => {
    const idsOf = async (metadata: Partial<LoadedDocument['metadata']>) => {
      const document = documentOf([{ kind: 'text', text: 'Sales rose.' }], metadata);
      return (await collect(chunkDocument(document, { counter }))).map(({ passage }) => passage.id);
    };
    const before = await idsOf({});
    expect(before[0]).toMatch(/^report#0~[0-9a-f]{16}$/u);
    expect(await idsOf({})).toEqual(before);
    expect(await idsOf({ acl: ['tenant:demo', 'group:desk'] })).not.toEqual(before);
    expect(await idsOf({ classification: 'restricted' })).not.toEqual(before);
  });

  it.each([
    ['letters', 'a'.repeat(30_000)],
    ['figures', '7'.repeat(30_000)],
    ['blanks', `a${' '.repeat(100_000)}b`],
    ['mixed white space', `a${' \t'.repeat(50_000)}b`],
    ['emoji', '😀'.repeat(3000)],
    ['one sentence of words', 'word '.repeat(20_000)],
  ])('cuts a text without an end of a sentence: %s', async (_, text) => {
    const chunks = await chunksOf([{ kind: 'text', text }]);
    for (const { passage, tokens } of chunks) {
      expect(tokens).toBeLessThanOrEqual(512);
      expect(passage.pageContent).not.toMatch(HALF_PAIR);
    }
    expect(solid(chunks.map(({ passage }) => passage.pageContent).join(''))).toBe(solid(text));
  });

  it.each([0, 8, 513, 1.5])('refuses %d as the most tokens of a passage', async (maxTokens) => {
    await expect(chunksOf([], { maxTokens })).rejects.toThrow(InvalidInputError);
  });
});

const solid = (text: string) => text.replaceAll(/\s+/gu, '');

const words = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.constantFrom('Sales', 'rose', 'by', '5%', 'to', '$1,234', 'million.', 'Costs', 'fell.'),
    },
    { weight: 2, arbitrary: fc.string({ minLength: 1, maxLength: 12, unit: 'binary' }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('\n', '\n\n', '.', '! ', '\t', '😀', '\u0085x', 'x\u0085', 'ab'.repeat(300)),
    },
  ),
  { maxLength: 60 },
);
const text = words.map((parts) => parts.join(' '));
const cell = fc.oneof(
  fc.constantFrom('', '1,234', '(5)', 'Net sales'),
  text.filter((cell) => cell.length < 80),
);
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text, page: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('heading' as const), text, level: fc.integer({ min: 1, max: 4 }) }),
  fc.record({
    kind: fc.constant('table' as const),
    rows: fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 12 }),
    headerRows: fc.integer({ min: 0, max: 2 }),
    caption: text,
  }),
);

describe('chunkDocument, for any document', () => {
  it('makes no passage longer than allowed, and says how long each is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(block, { maxLength: 8 }),
        fc.integer({ min: 16, max: 512 }),
        async (blocks, maxTokens) => {
          for (const { passage, tokens } of await chunksOf(blocks, { maxTokens })) {
            expect(tokens).toBe(counter.encodeAndCount(passage.pageContent));
            expect(tokens).toBeLessThanOrEqual(maxTokens);
            expect(passage.pageContent.trim()).not.toBe('');
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('loses no character, and keeps their order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(block, { maxLength: 8 }),
        fc.integer({ min: 16, max: 512 }),
        async (blocks, maxTokens) => {
          const written = solid((await textsOf(blocks, { maxTokens })).join('\n'));
          expect(isWithin(solid(blocks.map(contentOf).join('\n')), written)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('splits no surrogate pair', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 3000, minLength: 1 }), async (text) => {
        for (const passage of await textsOf([{ kind: 'text', text }], { maxTokens: 16 })) {
          expect(passage).not.toMatch(HALF_PAIR);
        }
      }),
      { numRuns: 100 },
    );
  });
});

function contentOf(block: Block): string {
  if (block.kind !== 'table') return block.text;
  return [block.caption ?? '', block.unit ?? '', ...block.rows.flat()].join('\n');
}

/** Whether the characters stand in the text in this order; headings and heads of tables may stand between them again. */
function isWithin(characters: string, text: string): boolean {
  let at = 0;
  for (const character of text) if (characters.startsWith(character, at)) at += character.length;
  return at === characters.length;
}
