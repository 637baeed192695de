import { describe, expect, it } from 'vitest';
import { type ParseFiguresOptions, parseFigures } from './parse-figures.ts';

const short = (text: string, options?: ParseFiguresOptions): string[] =>
  parseFigures(text, options).map(({ value, currency, unit, period }) =>
    [value, currency ?? unit, period?.label].filter((part) => part !== undefined).join(' '),
  );

const TABLE = `(in millions, except per share data)
 | 2019 | 2018
Net sales | $ 15,126 | $ 14,964
Other, net | (62) | 100
Gross margin | 40.1% | —
Diluted earnings per share | $ 6.61 | 6.44
Weighted average shares outstanding | 255.3 | 260.1
Effective tax rate | 21.0 | 22.5
4.5% notes due 2025 | 500 | n/a`;

describe('parseFigures: tables', () => {
  it('scales the amounts of a table by its caption, and takes periods from the columns', () => {
    expect(short(TABLE)).toEqual([
      '15126000000 USD 2019',
      '14964000000 USD 2018',
      '-62000000 USD 2019',
      '100000000 USD 2018',
      '40.1 percent 2019',
      '6.61 USD 2019',
      '6.44 none 2018',
      '255300000 shares 2019',
      '260100000 shares 2018',
      '21 none 2019',
      '22.5 none 2018',
      '4.5 percent',
      '500000000 USD 2019',
    ]);
  });

  it('reads the blank-parted rows and stacked headings of text extraction', () => {
    const page = `(in thousands) Quarters Ended
March 26,
2023
March 27,
2022
Net sales $ 15,126 $ 14,964
Business segment operating profit1,2 $ 1,682 $ 1,718
Unallocated items
FAS/CAS adjustment (1) 415 (62)
Diluted earnings per share3,4 $ 6.61 $ 6.44
1 Business segment operating profit is a non-GAAP measure.
3`;
    expect(short(page)).toEqual([
      '15126000 USD 2023-03-26',
      '14964000 USD 2022-03-27',
      '1682000 USD 2023-03-26',
      '1718000 USD 2022-03-27',
      '415000 USD 2023-03-26',
      '-62000 USD 2022-03-27',
      '6.61 USD 2023-03-26',
      '6.44 USD 2022-03-27',
    ]);
  });

  it.each([
    ['in millions', 1e6],
    ['(Dollars in thousands)', 1e3],
    ['$ millions', 1e6],
    ['000s', 1e3],
    ['USD thousands, except per share data', 1e3],
    ['expressed in billions of U.S. dollars', 1e9],
  ])('takes the caption "%s" as an option', (caption, scale) => {
    expect(parseFigures('Net sales | 1,234.5', { caption })[0]).toMatchObject({ value: 1234.5 * scale, scale });
    expect(parseFigures('1,234.5', { caption })[0]).toMatchObject({ value: 1234.5 * scale, scale });
  });

  it.each([
    ['Gross | 23,762\n', " | $'000", '23762000 USD'],
    ['Gross | 23,762\n', ' | 2019 €m', '23762000000 EUR 2019'],
    ['Gross | 23,762\n', '(thousands of dollars) | A', '23762000 USD'],
    ['Gross | 23,762\n', 'Expressed in US $000’s except share amounts', '23762000 USD'],
    ['Gross | 23,762\n', 'The following table shows it (in ¥ millions):', '23762000000 JPY'],
  ])('reads %s under the caption "%s"', (row, caption, expected) => {
    expect(short(`${caption}\n${row}`)).toEqual([expected]);
  });

  it('scales columns by their own captions', () => {
    const table = ' | Shares (in thousands) | Value (in millions) | Change (%)\nTotal | 5.0 | 7 | 3.1';
    expect(parseFigures(table).map(({ value, unit }) => [value, unit])).toEqual([
      [5000, 'none'],
      [7000000, 'none'],
      [3.1, 'percent'],
    ]);
  });

  it('leaves prose, scaled and other-captioned numbers alone', () => {
    const text =
      '(in thousands)\nCash | 5\nWe employ 300 people and own $2 million of land, which we hold for use in the business.\n(in millions)\nDebt | 6\nLoans | $7 billion';
    expect(short(text)).toEqual(['5000 none', '300 none', '2000000 USD', '6000000 none', '7000000000 USD']);
  });

  it('ends a caption behind its table', () => {
    const prose =
      'The company sells many things in many places and describes them here at some length for the reader. '.repeat(6);
    expect(short(`(in thousands)\nCash | 5\n${prose}\nStores | 6`)).toEqual(['5000 none', '6 none']);
  });

  it('takes shares from the caption only where it speaks of them', () => {
    const table = (caption: string): string => `${caption}\nShares outstanding | 1,234`;
    expect(short(table('(in thousands, except share and per share data)'))).toEqual(['1234 shares']);
    expect(short(table('(in millions, shares in thousands)'))).toEqual(['1234000 shares']);
    expect(short(table('(in thousands, except per share data)'))).toEqual(['1234000 shares']);
    expect(short(table('(in thousands)'))).toEqual(['1234 shares']);
  });

  it('tells years in cells from amounts', () => {
    const table = ' | 2007 | 2006\nopening | 2100 | 1985\nadditions | 1985 | 5400\nNotes | 12 | 3\n2008 | 700 | 800';
    expect(short(table)).toEqual([
      '2100 none 2007',
      '1985 none 2006',
      '1985 none 2007',
      '5400 none 2006',
      '12 none 2007',
      '3 none 2006',
      '700 none 2007',
      '800 none 2006',
    ]);
  });

  it('reads cells that stand apart from their currency, sign and percent sign', () => {
    const table =
      '| | 2019 | 2018 |\n|---|---|---|\n| Sales (in millions) | $ | 1,234 | $ | 1,100 |\n| Loss | (62 | ) | 70 | |\n| Margin | 3.4 | % | 4 | % |';
    expect(short(table)).toEqual([
      '1234000000 USD 2019',
      '1100000000 USD 2018',
      '-62 none 2019',
      '70 none 2018',
      '3.4 percent 2019',
      '4 percent 2018',
    ]);
  });

  it('does not scale spans of years in a header, nor the prices of share awards', () => {
    const table = `(in thousands, except price)\nObligations | Total | 1-3 Years\nDebt | 700 | 300`;
    expect(parseFigures(table).map(({ value }) => value)).toEqual([1, 3, 700000, 300000]);
    const awards = '(in thousands)\n | Shares | Weighted average exercise price\nShares granted | 253.1 | 2.17';
    expect(parseFigures(awards).map(({ value }) => value)).toEqual([253100, 2.17]);
  });

  it('leaves out the page numbers of a table of contents', () => {
    const contents =
      'Item 1. Business 5\nItem 1A. Risk Factors 13\nItem 2. Properties 24\nItem 3. Legal Proceedings 24\nNote 1. Policies 30';
    expect(short(contents)).toEqual([]);
  });
});
