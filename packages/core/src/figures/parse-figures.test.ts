import { describe, expect, it } from 'vitest';
import { figureSchema } from '../contracts/figure.ts';
import { parseFigures } from './parse-figures.ts';

/** A figure in short: value, currency or unit, bound. */
const short = (text: string): string[] =>
  parseFigures(text).map(({ value, currency, unit, bound }) =>
    [value, currency ?? unit, bound].filter((part) => part !== undefined).join(' '),
  );

describe('parseFigures: one figure', () => {
  it.each([
    ['$1.1 billion', '1100000000 USD'],
    ['$4.1bn', '4100000000 USD'],
    ['$5M', '5000000 USD'],
    ['$5MM', '5000000 USD'],
    ['$ 5 mn', '5000000 USD'],
    ['$3K', '3000 USD'],
    ['$2T', '2000000000000 USD'],
    ['US$ 5 million', '5000000 USD'],
    ['U.S. $5 million', '5000000 USD'],
    ['USD 5', '5 USD'],
    ['5 EUR', '5 EUR'],
    ['€5', '5 EUR'],
    ['5 €', '5 EUR'],
    ['£59.1m', '59100000 GBP'],
    ['¥1,000', '1000 JPY'],
    ['C$12', '12 CAD'],
    ['A$12', '12 AUD'],
    ['HK$12', '12 HKD'],
    ['RMB1,395 million', '1395000000 CNY'],
    ['CHF 1’234’567', '1234567 CHF'],
    ['1 234 567 EUR', '1234567 EUR'],
    ['1.234.567,89 €', '1234567.89 EUR'],
    ['1\u00a0234\u00a0567', '1234567 none'],
    ['12 million dollars', '12000000 USD'],
    ['45 cents', '0.45 USD'],
    ['AU 18 cents', '0.18 AUD'],
    ['$.45 per share', '0.45 USD'],
    ['$2018', '2018 USD'],
    ['5%', '5 percent'],
    ['5 per cent', '5 percent'],
    ['12,5 %', '12.5 percent'],
    ['3.5 percentage points', '3.5 percent'],
    ['3-1/2 percent', '3.5 percent'],
    ['1 3/4 percent', '1.75 percent'],
    ['6 7/8% notes', '6.875 percent'],
    ['1/4 percentage point', '0.25 percent'],
    ['1/4 of one percent', '0.25 percent'],
    ['¼ percent', '0.25 percent'],
    ['3½%', '3.5 percent'],
    ['one-half percentage point', '0.5 percent'],
    ['half a percentage point', '0.5 percent'],
    ['one and one-half percent', '1.5 percent'],
    ['fifty-six percent', '56 percent'],
    ['25 bps', '25 bps'],
    ['25-basis-point', '25 bps'],
    ['twenty-five basis points', '25 bps'],
    ['2.5x', '2.5 multiple'],
    ['3 times', '3 multiple'],
    ['1,234 shares', '1234 shares'],
    ['1.5 million common shares', '1500000 shares'],
    ['two million shares', '2000000 shares'],
    ['2018 shares', '2018 shares'],
    ['2,018', '2018 none'],
    ['20,000 employees', '20000 none'],
    ['200M', '200000000 none'],
    ['$(12)', '-12 USD'],
    ['(1,234)', '-1234 none'],
    ['($0.45)', '-0.45 USD'],
    ['$(1.2) million', '-1200000 USD'],
    ['(3.4)%', '-3.4 percent'],
    ['( 3.2 ) %', '-3.2 percent'],
    ['(12) bps', '-12 bps'],
    ['-5%', '-5 percent'],
    ['−5.2%', '-5.2 percent'],
    ['–5%', '-5 percent'],
    ['-$5 million', '-5000000 USD'],
    ['minus 5%', '-5 percent'],
    ['negative $2 million', '-2000000 USD'],
    ['a hundred million dollars', '100000000 USD'],
    ['€1,5 Mio', '1500000 EUR'],
    ['Revenue (in millions): 5.2', '5200000 none'],
    ['$-5', '-5 USD'],
    ['+80 bps', '80 bps'],
    ['-154 ( 154 )', '-154 none'],
    ['9% ( 9 % )', '9 percent'],
  ])('%s', (text, expected) => {
    expect(short(text)).toEqual([expected]);
  });
});

describe('parseFigures: no figures', () => {
  it.each([
    'December 31, 2019',
    'on January 31 and 30 June',
    'in fiscal 2019 and Q3 2022',
    'Item 7. Properties',
    'see Notes 5, 6 and 12',
    'pages 184-192',
    'Section 13(a) or 15(d)',
    'Level 1 and Level 2',
    'Form 10-K and Form 8-K',
    'the Securities Act of 1933',
    'founded in 1902',
    'ASU No. 2016-02, ASC 606',
    'Rule 10b5-1',
    'a 401(k) plan',
    'CUSIP 037833100',
    'US0378331005',
    '0000320193-18-000145',
    'File No. 001-03619 and File No. 1-8606',
    'under AB 1054 and Proposition 22',
    'Account number 12345678',
    '(212) 555-1234',
    '1-800-555-1212',
    'at 10:30 a.m.',
    '10-year Treasury',
    'a 5-for-1 split',
    'COVID-19',
    'Boeing 737',
    'S&P 500',
    '5G networks',
    '3M rose',
    '24/7',
    '1. Revenue',
    '(1) Restricted cash',
    'profit(1) and loss (2)',
    'segment profit1,2',
    'nine months ended',
    'n/a — –',
    'Minnesota 55144-1000',
    'it rose [1] and fell [2, 3][4]',
    'https://x.com/a/123 and a1@b.com',
  ])('%s', (text) => {
    expect(short(text)).toEqual([]);
  });
});

describe('parseFigures: ranges', () => {
  it.each([
    ['$4.1 to $4.3 billion', ['4100000000 USD low', '4300000000 USD high']],
    ['$10–12 million', ['10000000 USD low', '12000000 USD high']],
    ['2-3%', ['2 percent low', '3 percent high']],
    ['2% - 3%', ['2 percent low', '3 percent high']],
    ['between 5 % and 7 %', ['5 percent low', '7 percent high']],
    ['0 to 1/4 percent', ['0 percent low', '0.25 percent high']],
    ['5-1/4 to 5-1/2 percent', ['5.25 percent low', '5.5 percent high']],
    ['$3.2B-$3.4B', ['3200000000 USD low', '3400000000 USD high']],
    ['$500,000 to $1 million', ['500000 USD low', '1000000 USD high']],
    ['rose from 5 to 7 percent', ['5 percent', '7 percent']],
    ['increased 5% to $45 million', ['5 percent', '45000000 USD']],
    ['increased $5 million to $45 million', ['5000000 USD', '45000000 USD']],
    ['3.25 to 1.00', ['3.25 none', '1 none']],
  ])('%s', (text, expected) => {
    expect(short(text)).toEqual(expected);
  });
});

describe('parseFigures: signs in prose', () => {
  it.each([
    ['grew $5 million (25%)', ['5000000 USD', '25 percent']],
    ['higher prices ($ 33 million)', ['33000000 USD']],
    ['a margin of (5.2%)', ['-5.2 percent']],
    ['EPS was ($0.45)', ['-0.45 USD']],
  ])('%s', (text, expected) => {
    expect(short(text)).toEqual(expected);
  });
});

describe('parseFigures: contract', () => {
  it('fills every field of a figure', () => {
    const text = 'Net loss was $(1.25) million in fiscal 2023.';
    const [figure] = parseFigures(text);
    expect(figureSchema.parse(figure)).toEqual({
      text: '$(1.25) million',
      span: { start: 13, end: 28 },
      value: -1250000,
      unit: 'currency',
      currency: 'USD',
      scale: 1e6,
      sign: -1,
      decimals: 2,
      period: { label: 'FY2023', kind: 'fiscal-year', year: 2023, span: { start: 32, end: 43 } },
    });
  });

  it('reads a bare dollar in the default currency where that is a dollar', () => {
    expect(parseFigures('$5', { defaultCurrency: 'CAD' })[0]?.currency).toBe('CAD');
    expect(parseFigures('$5', { defaultCurrency: 'EUR' })[0]?.currency).toBe('USD');
  });
});

describe('parseFigures: periods of prose figures', () => {
  it.each([
    ['In 2019, sales were $5 million compared to $4 million in 2018.', ['2019', '2018']],
    ['Profit was $5 million and $4 million in 2019 and 2018, respectively.', ['2019', '2018']],
    ['Gross profit rose to $9 million compared to $8 million in the second quarter of 2022.', [undefined, 'Q2 2022']],
    [
      'Sales of $670 million were down from $691 million in 2005 and $687 million in 2004.',
      [undefined, '2005', '2004'],
    ],
    ['As of September 30, 2022, it had $3.8 trillion in assets.', ['2022-09-30']],
    ['It has 4.5% notes due 2025.', [undefined]],
    ['Credit was $1 million (2018: $2 million).', [undefined, '2018']],
    ['In 2021, visits grew 69% compared to the prior year.', ['2021']],
    ['In 2019 costs were $5 million, against $4 million in the prior year.', ['2019', undefined]],
  ])('%s', (text, expected) => {
    expect(parseFigures(text).map(({ period }) => period?.label)).toEqual(expected);
  });
});
