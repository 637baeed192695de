import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlBlocks } from './html-blocks.ts';

describe('htmlBlocks', () => {
  it('reads headings, paragraphs, lists and line breaks', () => {
    const html = '<h1>Results &amp; outlook</h1><p>Sales\n rose<br>again.</p><ul><li>one</li><li>two</li></ul>tail';
    expect(htmlBlocks(html).blocks).toEqual([
      { kind: 'heading', text: 'Results & outlook', level: 1 },
      { kind: 'text', text: 'Sales rose\nagain.' },
      { kind: 'text', text: '- one' },
      { kind: 'text', text: '- two' },
      { kind: 'text', text: 'tail' },
    ]);
  });

  it('takes the title from the head', () => {
    expect(htmlBlocks('<title> Annual\n report </title><p>x</p>').title).toBe('Annual report');
  });

  it.each([
    ['a script', '<script>if (a < b) alert("<p>shown</p>")</script>'],
    ['a style', '<style>p { color: red }</style>'],
    ['navigation', '<nav><ul><li>Home</li></ul></nav>'],
    ['what is hidden by style', '<div style="display: none">secret <img> <p>order</p></div>'],
    ['what is hidden by attribute', '<p hidden>secret</p>'],
    ['an empty element that is hidden', '<img hidden>'],
    ['a comment', '<!-- secret -->'],
  ])('drops %s', (_, html) => {
    expect(htmlBlocks(`<p>before</p>${html}<p>after</p>`).blocks).toEqual([
      { kind: 'text', text: 'before' },
      { kind: 'text', text: 'after' },
    ]);
  });

  it('keeps a table as rows, with currency signs and brackets back at their numbers and its labels above it', () => {
    const html = `<p>Net sales</p><p>(in millions)</p><table>
      <tr><td></td><td colspan="2">2019</td><td></td><td colspan="3">2018</td></tr>
      <tr><td>Phones</td><td>$</td><td>1,577</td><td></td><td>$</td><td>(2.1</td><td>)</td></tr>
      <tr><td>Other</td><td></td><td>12</td><td></td><td></td><td>7</td><td></td></tr></table>`;
    expect(htmlBlocks(html).blocks).toEqual([
      {
        kind: 'table',
        caption: 'Net sales',
        unit: '(in millions)',
        headerRows: 1,
        rows: [
          ['', '2019', '2018'],
          ['Phones', '$1,577', '$(2.1)'],
          ['Other', '12', '7'],
        ],
      },
    ]);
  });

  it('keeps columns in line below a cell that spans rows', () => {
    const html = `<table><tr><th rowspan="2">Segment</th><th>2019</th></tr><tr><th>Sales</th></tr>
      <tr><td>Phones</td><td>142</td></tr></table>`;
    const [table] = htmlBlocks(html).blocks;
    expect(table).toMatchObject({
      headerRows: 2,
      rows: [
        ['Segment', '2019'],
        ['', 'Sales'],
        ['Phones', '142'],
      ],
    });
  });

  it('takes a table that only arranges the page for text, with the table inside of it', () => {
    const html = `<table><tr><td><p>left side</p><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>
      </td><td>right side</td></tr></table>`;
    expect(htmlBlocks(html).blocks.map((block) => (block.kind === 'table' ? block.rows : block.text))).toEqual([
      [
        ['A', 'B'],
        ['1', '2'],
      ],
      'right side',
    ]);
    expect(htmlBlocks(html).blocks[0]).toMatchObject({ caption: 'left side' });
  });

  it.each(['colspan="1000000"', 'rowspan="1000000"', 'colspan="-3"', 'colspan="x"'])('bears %s', (attribute) => {
    const html = `<table>${`<tr><td ${attribute}>a</td><td>b</td></tr>`.repeat(3)}</table>`;
    expect(htmlBlocks(html).blocks.length).toBeGreaterThan(0);
  });

  it('never throws, and keeps the words outside of what it drops', () => {
    const piece = fc.constantFrom(
      ...['<p>', '</p>', '<table>', '</table>', '<tr>', '</tr>', '<td>', '</td>', '<h2>', '</h2>', '<li>', '<br>'],
      ...[
        '<pre>',
        '</pre>',
        '</div>',
        '<caption>',
        '</caption>',
        '<td',
        '&amp;',
        '&#x110000;',
        'w0 ',
        'w1 ',
        'w2 ',
        'w3 ',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const { blocks } = htmlBlocks(pieces.join(''));
        const text = blocks.map((block) => JSON.stringify(block)).join(' ');
        for (const [at, word] of pieces.entries()) {
          if (/^w\d/u.test(word) && !pieces.slice(0, at).includes('<td')) expect(text).toContain(word.trim());
        }
      }),
      { numRuns: 500 },
    );
  });
});
