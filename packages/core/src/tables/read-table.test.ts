import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMark } from './period-marks.ts';
import { readTable } from './read-table.ts';
import type { Table } from './table.ts';

const values = (table: Table) => table.rows.map(({ cells }) => cells.map(({ quantity }) => quantity?.value));
const periods = (table: Table) => table.columns.slice(1).map((column) => column.periods.map(formatMark).join());
const labels = (table: Table) => table.rows.map(({ section, label }) => [...section, label].join(' > '));

describe('readTable', () => {
  it('carries merged headers over and merges their periods', () => {
    const table = readTable([
      ['', 'Domestic', '', 'International', ''],
      ['', 'September 30,', '', 'September 30,', ''],
      ['', '2019', '2018', '2019', '2018'],
      ['Discount rate', '4.00%', '3.75%', '1.90%', '2.80%'],
    ]);
    expect(table.columns.slice(1).map(({ headers }) => headers[0])).toEqual([
      'Domestic',
      'Domestic',
      'International',
      'International',
    ]);
    expect(periods(table)).toEqual(['2019-09-30', '2018-09-30', '2019-09-30', '2018-09-30']);
    expect(table.rows[0]?.cells[0]?.quantity).toEqual({ value: 4, decimals: 2, unit: 'percent', scale: 1 });
  });

  it('spreads a header that stands in the middle of the columns it covers', () => {
    const table = readTable([
      ['', '', 'Years Ended March 31,', ''],
      ['', '2019', '2018', '2017'],
      ['Swiss', '$212,986', '$177,935', '$161,544'],
    ]);
    expect(periods(table)).toEqual(['2019-03-31', '2018-03-31', '2017-03-31']);
  });

  it('puts rows under their headings and ends a section with its total', () => {
    const table = readTable([
      ['', '2019', '2018'],
      ['Current assets:', '', ''],
      ['Cash', '10', '20'],
      ['Total current assets', '10', '20'],
      ['Other', '1', '2'],
    ]);
    expect(labels(table)).toEqual(['Current assets > Cash', 'Current assets > Total current assets', 'Other']);
    expect(table.rows.map(({ total }) => total)).toEqual([false, true, false]);
  });

  it.each([
    ['($ in thousands)', 1e3],
    ['(in millions, except per share amounts)', 1e6],
    ['Net sales (in thousands)', 1e3],
    ['( millions of dollars )', 1e6],
  ])('takes the scale from the first cell %j', (first, scale) => {
    const table = readTable([
      [first, '2019', '2018'],
      ['Sales', '1,234', '1,000'],
      ['Dividends per share', '0.81', '0.76'],
      ['Gross margin', '38.7%', '40.0%'],
    ]);
    expect(table.measure.scale).toBe(scale);
    expect(table.rows.map(({ cells }) => cells[0]?.quantity?.scale)).toEqual([scale, 1, 1]);
  });

  it('takes the scale from a caption, a unit row and a column of its own', () => {
    const rows = [
      ['', '2019'],
      ['Sales', '5'],
    ];
    expect(readTable(rows, { caption: 'Amounts in billions' }).rows[0]?.cells[0]?.quantity?.scale).toBe(1e9);
    const units = readTable([
      ['', '2019', '2018'],
      ['', '€m', '€m'],
      ['Sales', '5', '6'],
    ]);
    expect(units.rows[0]?.cells[0]?.quantity).toEqual({
      value: 5,
      decimals: 0,
      unit: 'currency',
      currency: 'EUR',
      scale: 1e6,
    });
    const mixed = readTable([
      ['company', 'volume ( billions )', 'cards ( millions )'],
      ['visa', '2457', '1592'],
    ]);
    expect(mixed.rows[0]?.cells.map(({ quantity }) => quantity?.scale)).toEqual([1e9, 1e6]);
  });

  it('reads a table in percent beside amounts', () => {
    const table = readTable([
      ['($ in thousands)', '2019', '% Change 2018 to 2019', '2018'],
      ['Services', '$59,545', '(8)', '$64,476'],
    ]);
    expect(table.rows[0]?.cells.map(({ quantity }) => [quantity?.value, quantity?.unit, quantity?.scale])).toEqual([
      [59545, 'currency', 1000],
      [-8, 'percent', 1],
      [64476, 'currency', 1000],
    ]);
  });

  it('joins a currency sign, a bracket or a percent sign that got a cell of its own', () => {
    const table = readTable([
      ['', '2019', '', '', '2018', ''],
      ['Sales', '$', '1,234', '', '$', '1,000'],
      ['Loss', '$', '(12', ')', '$', '(9)'],
    ]);
    expect(values(table).map((row) => row.filter((value) => value !== undefined))).toEqual([
      [1234, 1000],
      [-12, -9],
    ]);
  });

  it('squeezes rows that are longer than the others because of split cells', () => {
    const table = readTable([
      ['', '2019', '2018'],
      ['Sales', '$', '5', '$', '4'],
      ['Costs', '3', '2'],
      ['Profit', '2', '2'],
    ]);
    expect(values(table)).toEqual([
      [5, 4],
      [3, 2],
      [2, 2],
    ]);
  });

  it('has no header where the first row is data', () => {
    const table = readTable([
      ['2008', '$ 4935'],
      ['2009', '3144'],
    ]);
    expect(labels(table)).toEqual(['2008', '2009']);
    expect(table.rows[0]?.periods).toEqual([{ year: 2008 }]);
    expect(values(table)).toEqual([[4935], [3144]]);
  });

  it('starts new columns where headers are repeated half way', () => {
    const table = readTable([
      ['', '2019', '2018'],
      ['Sales', '5', '4'],
      ['', '2017', '2016'],
      ['Sales', '3', '2'],
    ]);
    expect(table.rows.map((row) => row.columns[1]?.periods[0]?.year)).toEqual([2019, 2017]);
  });

  it('keeps two rows of one name apart', () => {
    const table = readTable([
      ['', '2019'],
      ['Granted', '132'],
      ['Vested', '(43)'],
      ['Granted', '110'],
    ]);
    expect(table.rows.map(({ label, index }) => `${index} ${label}`)).toEqual(['0 Granted', '1 Vested', '2 Granted']);
  });

  it('takes leader dots and footnote marks off the labels', () => {
    expect(
      labels(
        readTable([
          ['', '2019'],
          ['Cash ..... (1)', '5'],
          ['Capital leases (2)', '6'],
        ]),
      ),
    ).toEqual(['Cash', 'Capital leases']);
  });

  it('reads text whose lines are cells, Markdown too', () => {
    const plain = readTable('Revenue by year\n | 2019 | 2018\nSales | 5 | 4');
    const markdown = readTable('| | 2019 | 2018 |\n|---|---|---|\n| Sales | 5 | 4 |');
    expect(plain.caption).toBe('Revenue by year');
    expect(values(plain)).toEqual([[5, 4]]);
    expect(values(markdown)).toEqual([[5, 4]]);
  });

  it.each([[[]], [[[]]], [[['']]], [[['a']]], [[['', '2019']]], [[['a', 'b'], ['c']]]])('accepts %j', (rows) => {
    expect(() => readTable(rows)).not.toThrow();
  });

  it('never throws, whatever the cells', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom('', '$', ')', '2019', '(1,234', '—', 'n/a', 'in millions', '%', '12.5%'),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 8 }), (rows) => {
        for (const row of readTable(rows).rows) expect(row.cells.length).toBeLessThan(7);
      }),
    );
  });

  it('reads a table of 2,000 rows', () => {
    const rows = [
      ['', '2019', '2018'],
      ...Array.from({ length: 2000 }, (_, index) => [`Row ${index}`, String(index), '—']),
    ];
    expect(readTable(rows).rows).toHaveLength(2000);
  });

  it.each([
    ['a Markdown table', '| | 2019 | 2018 |\n| --- | ---: | ---: |\n| Sales | 5 | 4 |'],
    ['lines of cells with an empty first one', ' | 2019 | 2018\nSales | 5 | 4'],
    ['such lines after trimming', '| 2019 | 2018\nSales | 5 | 4'],
    ['such lines of which one has borders', '| | 2019 | 2018 |\nSales | 5 | 4\nCosts | 3 | 2'],
  ])('keeps the columns of %s', (_, text) => {
    const table = readTable(text);
    expect(periods(table)).toEqual(['2019', '2018']);
    expect(values(table)[0]).toEqual([5, 4]);
  });
});
