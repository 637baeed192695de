import { describe, expect, it } from 'vitest';
import { loadAll, memorySource } from '../fixtures/memory-source.ts';
import { loaderFor } from '../loaders.ts';
import { csvLoader, sniffDelimiter } from './csv.ts';
import { htmlLoader } from './html.ts';
import { jsonlLoader } from './jsonl.ts';
import { markdownLoader } from './markdown.ts';
import { textLoader } from './text.ts';

describe('the Markdown loader', () => {
  const load = (text: string) => loadAll(markdownLoader, memorySource('a.md', text));

  it('reads front matter, headings, text, lists and tables with the caption above them', async () => {
    const [document] = await load(`---
title: Apple 2019
asOf: 2019-09-28
acl: [tenant:demo]
---

# Apple & co

Sales **fell** by
2%, see [the report](https://example.com) &amp; more.

## Tables

Net sales (in millions)

| | FY2018 | FY2019 |
| --- | ---: | ---: |
| Mac | 25,198 | 25,740 |

- one
- two
  - nested
`);
    expect(document?.metadata).toEqual({ title: 'Apple 2019', asOf: '2019-09-28', acl: ['tenant:demo'] });
    expect(document?.title).toBe('Apple & co');
    expect(document?.blocks).toEqual([
      { kind: 'heading', text: 'Apple & co', level: 1 },
      { kind: 'text', text: 'Sales fell by 2%, see the report & more.' },
      { kind: 'heading', text: 'Tables', level: 2 },
      {
        kind: 'table',
        caption: 'Net sales (in millions)',
        headerRows: 1,
        rows: [
          ['', 'FY2018', 'FY2019'],
          ['Mac', '25,198', '25,740'],
        ],
      },
      { kind: 'text', text: '- one' },
      { kind: 'text', text: '- two\n- nested' },
    ]);
  });

  it('leaves a sentence above a table where it is', async () => {
    const [document] = await load('It is in the table.\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n');
    expect(document?.blocks.map(({ kind }) => kind)).toEqual(['text', 'table']);
  });

  it.each([
    ['no YAML', 'a: [b'],
    ['no mapping', '- a'],
    ['aliases', 'a: &x [1]\nb: *x'],
  ])('refuses front matter that is %s', async (_, yaml) => {
    await expect(load(`---\n${yaml}\n---\ntext`)).rejects.toMatchObject({ code: 'INVALID_METADATA' });
  });

  it.each(['---\n---\nText.', 'Text.\n---\nnot: front\n---\n'])('does without front matter in %j', async (text) => {
    const [document] = await load(text);
    expect(document?.metadata).toEqual({});
    expect(document?.blocks.length).toBeGreaterThan(0);
  });
});

describe('the text loader', () => {
  it('tells tables from prose', async () => {
    const [document] = await loadAll(textLoader, memorySource('a.txt', 'Words here.\n\nA 1 2\nB 3 4\n'));
    expect(document?.blocks.map(({ kind }) => kind)).toEqual(['text', 'table']);
  });
});

describe('the HTML loader', () => {
  it('reads the character set that the page declares', async () => {
    const html = '<meta charset="windows-1252"><title>Übersicht</title><p>größer</p>';
    const [document] = await loadAll(htmlLoader, memorySource('a.html', Buffer.from(html, 'latin1')));
    expect(document).toMatchObject({ title: 'Übersicht', blocks: [{ kind: 'text', text: 'größer' }] });
  });

  it.each(['<meta charset="klingon"><p>x</p>', '<meta charset="shift_jis"><p>\u00ff\u00fe</p>'])(
    'refuses %j, which it cannot decode',
    async (html) => {
      const file = memorySource('a.html', Buffer.from(html, 'latin1'));
      await expect(loadAll(htmlLoader, file)).rejects.toMatchObject({ code: 'CORRUPT' });
    },
  );
});

describe('the CSV loader', () => {
  const load = (text: string) => loadAll(csvLoader, memorySource('a.csv', text));

  it.each([
    ['commas', 'segment,sales\n"Phones, large","1,577"\n'],
    ['semicolons', 'segment;sales\nPhones, large;1,577\n'],
    ['tabs', 'segment\tsales\nPhones, large\t1,577\n'],
    ['a byte order mark', '\ufeffsegment;sales\nPhones, large;1,577\n'],
    ['line breaks of Windows', 'segment;sales\r\nPhones, large;1,577\r\n'],
  ])('reads a table with %s', async (_, text) => {
    const [document] = await load(text);
    expect(document?.blocks).toEqual([
      {
        kind: 'table',
        headerRows: 1,
        rows: [
          ['segment', 'sales'],
          ['Phones, large', '1,577'],
        ],
      },
    ]);
  });

  it('keeps line breaks and quotation marks inside of cells', async () => {
    const [document] = await load('a,b\n"two\nlines","say ""hi"""\n');
    expect(document?.blocks[0]).toMatchObject({
      rows: [
        ['a', 'b'],
        ['two\nlines', 'say "hi"'],
      ],
    });
  });

  it('comes in pieces, each with the names of the columns', async () => {
    const [document] = await load(`a,b\n${'1,2\n'.repeat(600)}`);
    const sizes = document?.blocks.map((block) => (block.kind === 'table' ? block.rows.length : 0));
    expect(sizes).toEqual([257, 257, 89]);
  });

  it('refuses a quotation mark that is never closed', async () => {
    await expect(load('a,b\n"open,2\n')).rejects.toMatchObject({ code: 'CORRUPT' });
  });

  it('hands on what is wrong with the bytes', async () => {
    const file = memorySource('a.csv', Uint8Array.from([0x61, 0x2c, 0xff, 0x0a]));
    await expect(loadAll(csvLoader, file)).rejects.toMatchObject({ code: 'INVALID_UTF8' });
  });

  it.each([
    ['a;b;c\n1,5;2,5;3,5', ';'],
    ['a,b\n"x;y;z",2', ','],
    ['just one column\nof words', ','],
    ['', ','],
  ])('finds the separator of %j', (sample, delimiter) => {
    expect(sniffDelimiter(sample)).toBe(delimiter);
  });
});

describe('the JSONL loader', () => {
  const load = (...records: unknown[]) =>
    loadAll(
      jsonlLoader,
      memorySource(
        'a.jsonl',
        records.map((record) => (typeof record === 'string' ? record : JSON.stringify(record))).join('\n'),
      ),
    );

  it('makes one document of neighbouring pages', async () => {
    const page = (number: number) => ({
      id: `f#${number}`,
      docId: 'f',
      title: 'Filing',
      date: '2018',
      page: number,
      text: `Page ${number}.`,
    });
    const documents = await load(page(1), page(2), { id: 'g', text: 'Other.' });
    expect(documents).toEqual([
      {
        docId: 'f',
        title: 'Filing',
        metadata: { date: '2018' },
        place: 'line 1',
        blocks: [
          { kind: 'text', text: 'Page 1.', page: 1 },
          { kind: 'text', text: 'Page 2.', page: 2 },
        ],
      },
      { docId: 'g', metadata: {}, place: 'line 3', blocks: [{ kind: 'text', text: 'Other.' }] },
    ]);
  });

  it('keeps pages with other labels apart', async () => {
    const documents = await load(
      { docId: 'f', text: 'a', classification: 'public' },
      { docId: 'f', text: 'b', classification: 'restricted' },
    );
    expect(documents.map(({ metadata }) => metadata.classification)).toEqual(['public', 'restricted']);
  });

  it('reports a bad line with its number, and goes on', async () => {
    const documents = await load({ id: 'a', text: 'one' }, 'no json', { id: 'b' }, { text: 'no id' }, '', {
      id: 'c',
      text: 'two',
    });
    expect(documents.map(({ docId, failure }) => docId ?? failure?.place)).toEqual([
      'a',
      'line 2',
      'line 3',
      'line 4',
      'c',
    ]);
    expect(documents[1]?.failure).toMatchObject({ code: 'INVALID_RECORD' });
  });
});

describe('loaderFor', () => {
  it.each([
    ['a.PDF', 'pdf'],
    ['x/b.htm', 'html'],
    ['c.markdown', 'markdown'],
    ['d.tsv', 'csv'],
    ['e.xlsx', undefined],
    ['pdf', undefined],
  ])('reads %s with %s', (name, loader) => {
    expect(loaderFor(name)?.name).toBe(loader);
  });
});
