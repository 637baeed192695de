import { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';
import { describe, expect, it } from 'vitest';
import { loadAll, memorySource } from '../fixtures/memory-source.ts';
import { docxLoader } from './docx.ts';

const load = (bytes: Uint8Array) => loadAll(docxLoader, memorySource('report.docx', bytes));

const row = (...cells: string[]) =>
  new TableRow({ children: cells.map((text) => new TableCell({ children: [new Paragraph(text)] })) });

async function makeDocx(): Promise<Buffer> {
  const children = [
    new Paragraph({ text: 'Annual report', heading: HeadingLevel.HEADING_1 }),
    new Paragraph('Sales rose.'),
    new Paragraph('Net sales (in millions)'),
    new Table({ rows: [row('', '2019', '2018'), row('Phones', '142', '164')] }),
    new Paragraph('Costs fell.'),
  ];
  return Packer.toBuffer(new Document({ sections: [{ children }] }));
}

describe('the DOCX loader', () => {
  it('reads headings, text and tables', async () => {
    const [document] = await load(await makeDocx());
    expect(document?.title).toBe('Annual report');
    expect(document?.blocks).toEqual([
      { kind: 'heading', text: 'Annual report', level: 1 },
      { kind: 'text', text: 'Sales rose.' },
      {
        kind: 'table',
        caption: 'Net sales (in millions)',
        headerRows: 1,
        rows: [
          ['', '2019', '2018'],
          ['Phones', '142', '164'],
        ],
      },
      { kind: 'text', text: 'Costs fell.' },
    ]);
  });

  it('refuses one with a password, and the old DOC format', async () => {
    const bytes = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512)]);
    await expect(load(bytes)).rejects.toMatchObject({ code: 'ENCRYPTED' });
  });

  it.each([
    ['text', Buffer.from('no zip')],
    ['an archive cut short', Buffer.from('504b0304140000000800', 'hex')],
  ])('refuses %s', async (_, bytes) => {
    await expect(load(bytes)).rejects.toMatchObject({ code: 'CORRUPT' });
  });

  it('refuses one that would unpack to far more than a document', async () => {
    const bytes = await makeDocx();
    const entry = bytes.lastIndexOf(Buffer.from('504b0102', 'hex'));
    bytes.writeUInt32LE(0xf0000000, entry + 24);
    await expect(load(bytes)).rejects.toMatchObject({ code: 'TOO_LARGE' });
  });

  it('refuses one whose parts unpack to more than they say', async () => {
    const bytes = await makeDocx();
    const entry = bytes.indexOf(Buffer.from('504b0102', 'hex'));
    bytes.writeUInt32LE(2, entry + 24);
    await expect(load(bytes)).rejects.toMatchObject({ code: 'TOO_LARGE', fix: expect.stringContaining('again') });
  });
});
