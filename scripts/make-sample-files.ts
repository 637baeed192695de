/**
 * Writes the three sample documents of `examples/corpus` that are not Markdown: a PDF of two pages, a Word file and a web
 * page, each with a side file `<name>.meta.yaml` that holds what the Markdown documents keep in their front matter.
 * The output is the same byte for byte on every run. Run it with `node scripts/make-sample-files.ts [folder]`.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AlignmentType, Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, WidthType } from 'docx';
import { PDFDocument, type PDFFont, type PDFPage, StandardFonts } from 'pdf-lib';
import { stringify } from 'yaml';

interface SampleTable {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
type Block = string | SampleTable;
interface Section {
  readonly heading: string;
  readonly blocks: readonly Block[];
}
interface SampleDocument {
  readonly file: string;
  readonly meta: Readonly<Record<string, string | number | readonly string[]>> & { readonly title: string };
  readonly sections: readonly Section[];
}

const WRITTEN = new Date('2024-01-15T00:00:00Z');

const salesforce: SampleDocument = {
  file: 'salesforce-q2-2024-earnings.pdf',
  meta: {
    title: 'Salesforce — second quarter of fiscal 2024',
    docType: 'earnings-note',
    company: 'Salesforce',
    ticker: 'CRM',
    fiscalYear: 2024,
    period: 'Q2 2024',
    asOf: '2023-07-31',
    source: 'Salesforce earnings release of August 30, 2023, PDF pages 1, 6, 9 and 10',
    url: 'https://s23.q4cdn.com/574569502/files/doc_financials/2024/q2/CRM-Q2-FY24-Earnings-Press-Release-w-financials.pdf',
    classification: 'public',
    acl: ['tenant:demo'],
  },
  sections: [
    {
      heading: 'Profit after restructuring',
      blocks: [
        'Revenue rose 11% to $8,603 million in the three months to July 31, 2023. The company calls this the second quarter of fiscal 2024. Cost cutting shows: every operating expense line is lower than a year ago, apart from the $49 million of restructuring itself.',
        {
          caption: 'Income statement extract, unaudited (in millions of US dollars, except per-share data)',
          head: ['', 'Q2 FY2023', 'Q2 FY2024'],
          rows: [
            ['Subscription and support', '7,143', '8,006'],
            ['Professional services and other', '577', '597'],
            ['Total revenues', '7,720', '8,603'],
            ['Gross profit', '5,593', '6,490'],
            ['Research and development', '1,329', '1,220'],
            ['Marketing and sales', '3,424', '3,113'],
            ['General and administrative', '647', '632'],
            ['Restructuring', '0', '49'],
            ['Income from operations', '193', '1,476'],
            ['Net income', '68', '1,267'],
            ['Diluted net income per share', '0.07', '1.28'],
          ],
        },
        'The operating margin was 17.2%, against 2.5% in the second quarter of fiscal 2023 (the latter computed by us). Adjusted, the company reports 31.6%. Headcount fell to 70,456 from 78,634.',
      ],
    },
    {
      heading: 'Cash flow and order book',
      blocks: [
        {
          caption: 'Cash flow by activity, unaudited (in millions of US dollars)',
          head: ['', 'H1 FY2023', 'H1 FY2024', 'Q2 FY2023', 'Q2 FY2024'],
          rows: [
            ['Operating activities', '4,010', '5,299', '334', '808'],
            ['Investing activities', '(2,834)', '(805)', '(377)', '(1,152)'],
            ['Financing activities', '337', '(4,766)', '136', '(2,050)'],
            ['of which share repurchases', '0', '(4,003)', '0', '(1,949)'],
            ['Cash at the end', '6,931', '6,772', '6,931', '6,772'],
          ],
        },
        'Free cash flow was $628 million in the quarter (computed by us: operating cash flow less capital expenditure of $180 million). Contracts signed but not yet booked as revenue, the remaining performance obligation, stood at $46.6 billion after $41.6 billion; $24.1 billion of it counts as current.',
        'Guidance for fiscal 2024: revenue between $34.7 billion and $34.8 billion, an operating margin near 13.3%, and operating cash flow 22% to 23% above last year.',
      ],
    },
  ],
};

const nike: SampleDocument = {
  file: 'nike-2015-annual-results.docx',
  meta: {
    title: 'Nike — FY2015, margin by mix',
    docType: 'filing-summary',
    company: 'Nike',
    ticker: 'NKE',
    fiscalYear: 2015,
    period: 'FY2015',
    asOf: '2015-05-31',
    source: 'Nike Form 10-K for fiscal 2015, PDF pages 25, 27 and 85',
    url: 'https://d1lge852tjjqow.cloudfront.net/CIK-0000320187/9e2dbb95-264c-4a7e-8e4c-28ab17875428.pdf',
    classification: 'public',
    acl: ['tenant:demo'],
  },
  sections: [
    {
      heading: 'Results',
      blocks: [
        'Nike ends its fiscal year on May 31. Revenues of fiscal 2015 rose 10% in spite of a strong dollar.',
        {
          caption: 'Income statement, continuing operations (in millions of US dollars, except per-share data)',
          head: ['', 'FY2013', 'FY2014', 'FY2015'],
          rows: [
            ['Revenues', '25,313', '27,799', '30,601'],
            ['Cost of sales', '14,279', '15,353', '16,534'],
            ['Gross profit', '11,034', '12,446', '14,067'],
            ['Gross margin', '43.6%', '44.8%', '46.0%'],
            ['Demand creation expense', '2,745', '3,031', '3,213'],
            ['Operating overhead expense', '5,051', '5,735', '6,679'],
            ['Interest expense (income), net', '(3)', '33', '28'],
            ['Other (income) expense, net', '(15)', '103', '(58)'],
            ['Income before income taxes', '3,256', '3,544', '4,205'],
            ['Income tax expense', '805', '851', '932'],
            ['Net income', '2,451', '2,693', '3,273'],
            ['Diluted earnings per share', '2.68', '2.97', '3.70'],
          ],
        },
      ],
    },
    {
      heading: 'Where the margin came from',
      blocks: [
        'Gross margin gained 120 basis points. Dearer shoes and more sales through own shops outweighed higher labor costs at suppliers. Overheads took part of it back: operating overhead grew 16%, and selling and administrative expense reached 32.3% of revenues after 31.5%.',
        'The tax rate fell by 180 basis points, from 24.0% to 22.2%, as audits in several countries ended well. Buybacks cut the diluted share count by 2%, which is one reason why earnings per share grew 25% and net income 22%.',
      ],
    },
    {
      heading: 'Converse',
      blocks: ['Revenue of the brand was up 18%, its operating result (EBIT) just 4%.'],
    },
  ],
};

const oracle: SampleDocument = {
  file: 'oracle-2017-five-years.html',
  meta: {
    title: 'Oracle — five fiscal years to May 2017',
    docType: 'filing-summary',
    company: 'Oracle',
    ticker: 'ORCL',
    fiscalYear: 2017,
    period: 'FY2017',
    asOf: '2017-05-31',
    source: 'Oracle Form 10-K for fiscal 2017, PDF page 43',
    url: 'https://d18rn0p25nwr6d.cloudfront.net/CIK-0001341439/05215062-8f4e-4311-8d1f-5cfc40237a9b.pdf',
    classification: 'public',
    acl: ['tenant:demo'],
  },
  sections: [
    {
      heading: 'Record',
      blocks: [
        {
          caption: 'Selected data, years to May 31 (in millions of US dollars, except per-share data)',
          head: [
            'Fiscal year',
            'Total revenues',
            'Operating income',
            'Net income',
            'Diluted EPS',
            'Dividend',
            'Total assets',
            'Borrowings',
          ],
          rows: [
            ['2017', '37,728', '12,710', '9,335', '2.21', '0.64', '134,991', '57,909'],
            ['2016', '37,047', '12,604', '8,901', '2.07', '0.60', '112,180', '43,855'],
            ['2015', '38,226', '13,871', '9,938', '2.21', '0.51', '110,903', '41,958'],
            ['2014', '38,275', '14,759', '10,955', '2.38', '0.48', '90,266', '24,097'],
            ['2013', '37,180', '14,684', '10,925', '2.26', '0.30', '81,745', '18,427'],
          ],
        },
        'Revenues have barely moved in five years. The operating margin went from 39.5% to 33.7%, and borrowings reached 3.1x their level of fiscal 2013 (all computed by us). Earnings per share held up because the diluted share count shrank from 4,844 million to 4,217 million.',
      ],
    },
    {
      heading: 'Debt and deals',
      blocks: [
        'Senior notes of $14.0 billion were placed in fiscal 2017 and $20.0 billion in fiscal 2015. NetSuite joined in fiscal 2017, MICROS in fiscal 2015.',
        'Currency matters when years are compared: it took 5 percentage points off revenues and 7 off operating income in fiscal 2016.',
      ],
    },
  ],
};

const isTable = (block: Block): block is SampleTable => typeof block !== 'string';

function wrap(text: string, font: PDFFont, size: number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && font.widthOfTextAtSize(longer, size) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

/** One section a page; a table row is drawn from left to right, so that it comes out of the file as one line of text. */
async function toPdf(document: SampleDocument): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const plain = await pdf.embedFont(StandardFonts.Helvetica);
  const bold = await pdf.embedFont(StandardFonts.HelveticaBold);
  const left = 56;
  const right = 539;
  const drawTable = (page: PDFPage, table: SampleTable, top: number): number => {
    const columns = table.head.length - 1;
    const step = Math.min(90, (right - left - 180) / columns);
    let y = top;
    page.drawText(table.caption, { x: left, y, size: 9, font: bold });
    for (const [index, row] of [table.head, ...table.rows].entries()) {
      y -= 16;
      for (const [column, cell] of row.entries()) {
        const font = index === 0 ? bold : plain;
        const x = column === 0 ? left : right - (columns - column) * step - font.widthOfTextAtSize(cell, 9);
        if (cell !== '') page.drawText(cell, { x, y, size: 9, font });
      }
      page.drawLine({ start: { x: left, y: y - 4 }, end: { x: right, y: y - 4 }, thickness: index === 0 ? 0.8 : 0.2 });
    }
    return y - 26;
  };
  for (const [index, section] of document.sections.entries()) {
    const page = pdf.addPage([595, 842]);
    let y = 780;
    if (index === 0) page.drawText(document.meta.title, { x: left, y, size: 16, font: bold });
    y -= 36;
    page.drawText(section.heading, { x: left, y, size: 12, font: bold });
    y -= 24;
    for (const block of section.blocks) {
      if (isTable(block)) {
        y = drawTable(page, block, y);
        continue;
      }
      for (const line of wrap(block, plain, 10, right - left)) {
        page.drawText(line, { x: left, y, size: 10, font: plain });
        y -= 14;
      }
      y -= 8;
    }
    page.drawText(`Page ${index + 1} of ${document.sections.length}`, { x: left, y: 40, size: 8, font: plain });
  }
  pdf.setTitle(document.meta.title);
  pdf.setProducer('Plumbline sample corpus');
  pdf.setCreator('Plumbline sample corpus');
  pdf.setCreationDate(WRITTEN);
  pdf.setModificationDate(WRITTEN);
  return pdf.save();
}

/** A zip file carries the time of each entry in its directory and again before the entry; both become 1 January 1980. */
function withoutTimes(zip: Buffer): Buffer {
  const out = Buffer.from(zip);
  const end = out.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = out.readUInt32LE(end + 16);
  while (out.readUInt32LE(at) === 0x02014b50) {
    out.writeUInt32LE(0x00210000, at + 12);
    out.writeUInt32LE(0x00210000, out.readUInt32LE(at + 42) + 10);
    at += 46 + out.readUInt16LE(at + 28) + out.readUInt16LE(at + 30) + out.readUInt16LE(at + 32);
  }
  return out;
}

async function toDocx(document: SampleDocument): Promise<Buffer> {
  const toTable = (table: SampleTable): Table =>
    new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      rows: [table.head, ...table.rows].map(
        (row, index) =>
          new TableRow({
            ...(index === 0 ? { tableHeader: true } : {}),
            children: row.map((text, column) => {
              const alignment = column === 0 ? AlignmentType.LEFT : AlignmentType.RIGHT;
              return new TableCell({ children: [new Paragraph({ text, alignment })] });
            }),
          }),
      ),
    });
  const children = document.sections.flatMap((section) => [
    new Paragraph({ text: section.heading, heading: HeadingLevel.HEADING_2 }),
    ...section.blocks.flatMap((block) =>
      isTable(block) ? [new Paragraph(block.caption), toTable(block), new Paragraph('')] : [new Paragraph(block)],
    ),
  ]);
  const title = new Paragraph({ text: document.meta.title, heading: HeadingLevel.HEADING_1 });
  const stamp = WRITTEN.toISOString();
  const core = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${document.meta.title}</dc:title><dc:creator>Plumbline sample corpus</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${stamp}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${stamp}</dcterms:modified></cp:coreProperties>`;
  const word = new Document({ sections: [{ children: [title, ...children] }] });
  return withoutTimes(await Packer.toBuffer(word, undefined, [{ path: 'docProps/core.xml', data: core }]));
}

const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function toHtml(document: SampleDocument): string {
  const toRow = (cells: readonly string[], tag: 'th' | 'td'): string =>
    `        <tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
  const toBlock = (block: Block): string =>
    isTable(block)
      ? [
          `      <p>${escapeHtml(block.caption)}</p>`,
          '      <table>',
          toRow(block.head, 'th'),
          ...block.rows.map((row) => toRow(row, 'td')),
          '      </table>',
        ].join('\n')
      : `      <p>${escapeHtml(block)}</p>`;
  const sections = document.sections.map(
    ({ heading, blocks }) => `      <h2>${escapeHtml(heading)}</h2>\n${blocks.map(toBlock).join('\n')}`,
  );
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>${escapeHtml(document.meta.title)}</title>
  </head>
  <body>
    <main>
      <h1>${escapeHtml(document.meta.title)}</h1>
${sections.join('\n')}
    </main>
  </body>
</html>
`;
}

const folder = process.argv[2] ?? join(import.meta.dirname, '../examples/corpus');
await mkdir(folder, { recursive: true });
const outputs: readonly (readonly [SampleDocument, Uint8Array | string])[] = [
  [salesforce, await toPdf(salesforce)],
  [nike, await toDocx(nike)],
  [oracle, toHtml(oracle)],
];
for (const [document, content] of outputs) {
  await writeFile(join(folder, document.file), content);
  await writeFile(join(folder, `${document.file}.meta.yaml`), stringify(document.meta, { lineWidth: 0 }));
  console.log(`wrote ${document.file}`);
}
