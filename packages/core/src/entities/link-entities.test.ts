import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entitySchema } from '../contracts/entity.ts';
import { COMPANIES } from './companies.ts';
import { bareName } from './legal-name.ts';
import { linkEntities } from './link-entities.ts';

const found = (text: string): string[] =>
  linkEntities(text).map(({ kind, text: written, ticker, id }) => `${kind} ${written} ${ticker ?? id}`);

describe('linkEntities: companies', () => {
  it.each([
    ["What was 3M's FY2018 capital expenditure?", ['company 3M MMM']],
    ['Johnson & Johnson’s sales, or J&J’s', ['company Johnson & Johnson JNJ', 'company J&J JNJ']],
    ['Johnson and Johnson', ['company Johnson and Johnson JNJ']],
    ['P&G and AMEX', ['company P&G PG', 'company AMEX AXP']],
    ['Facebook became Meta Platforms, Inc.', ['company Facebook META', 'company Meta Platforms, Inc META']],
    ['Square, Inc. is now Block, Inc. in name', ['company Square, Inc. XYZ', 'company Block, Inc. XYZ']],
    ['JPMorgan Chase & Co. (“JPMorgan Chase”)', ['company JPMorgan Chase & Co. JPM', 'company JPMorgan Chase JPM']],
    ['Morgan Stanley and J.P. Morgan', ['company Morgan Stanley MS', 'company J.P. Morgan JPM']],
    ['FOOT LOCKER, INC. and NIKE', ['company FOOT LOCKER, INC. FL', 'company NIKE NKE']],
    ['the aes corporation and loews common stock', ['company aes corporation AES', 'company loews L']],
    ['McDonalds, Lowe’s and Coca Cola', ['company McDonalds MCD', 'company Lowe’s LOW', 'company Coca Cola KO']],
    [
      'AT&T, E*TRADE, Yum! Brands, T. Rowe Price',
      ['company AT&T T', 'company E*TRADE ETFC', 'company Yum! Brands YUM', 'company T. Rowe Price TROW'],
    ],
    ['Block 2022 10K', ['company Block XYZ']],
    ['apple’s revenue', ['company apple AAPL']],
    ['sold at Target, among others', ['company Target TGT']],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    'Target returns are met.',
    'the gap between them, a block of shares, an apple',
    'Mr. Williams met Ms. Cooper',
    'best buy ratings and waste management',
    'www.apple.com and jobs@apple.com',
    'Applesauce',
    'the Dow 30',
  ])('%s names none', (text) => {
    expect(linkEntities(text)).toEqual([]);
  });

  it('takes a table of its own', () => {
    const companies = [{ ticker: 'ACME', name: 'Acme Holdings, Inc.', aliases: ['Acme'], sector: 'Industrials' }];
    expect(linkEntities('Acme beat Apple; ACME rose.', { companies }).map(({ id }) => id)).toEqual([
      'Acme Holdings, Inc.',
      'Acme Holdings, Inc.',
    ]);
  });
});

describe('linkEntities: tickers', () => {
  it.each([
    ['$AAPL and (NYSE: MMM)', ['ticker AAPL AAPL', 'ticker MMM MMM']],
    ['(Nasdaq: GOOG, GOOGL)', ['ticker GOOG GOOGL', 'ticker GOOGL GOOGL']],
    ['Allstate (ALL) and (ALL)', ['company Allstate ALL', 'ticker ALL ALL']],
    ['AAPL rose', ['ticker AAPL AAPL']],
    ['RE 2017 annual report, page 159', ['ticker RE EG']],
    ['L 2017: what was it', ['ticker L L']],
    ['In the 2015 annual report of V, what', ['ticker V V']],
    ['under the symbol “KO”', ['ticker KO KO']],
    ['FB was renamed: ticker META', ['ticker META META']],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    'A 2019 study',
    'ALL of IT is ON',
    'the IT (IT) department',
    '$M and $K',
    'AAPLX',
    'X-AAPL',
    'SO WE ARE ALL IN',
  ])('%s has none', (text) => {
    expect(linkEntities(text)).toEqual([]);
  });
});

describe('linkEntities: identifiers', () => {
  it.each([
    ['CUSIP 88579Y101 and CUSIP: 594918104', ['cusip 88579Y101', 'cusip 594918104']],
    ['US88579Y1010', ['isin US88579Y1010']],
    ['SEDOL 2595708', ['sedol 2595708']],
    ['pay to DE89 3704 0044 0532 0130 00 NOW', ['iban DE89370400440532013000']],
    ['routing number 021000021', ['aba 021000021']],
    ['037833100', ['cusip 037833100']],
  ])('%s', (text, expected) => {
    expect(linkEntities(text).map(({ kind, id }) => `${kind} ${id}`)).toEqual(expected);
  });

  it.each([
    'CUSIP 037833101',
    'US0378331006',
    'a total of 594918104',
    'XUS0378331005',
    '0378331001',
    'SEDOL 2595709',
    'routing number 021000022',
    '1-037833100-2',
  ])('%s has none', (text) => {
    expect(linkEntities(text)).toEqual([]);
  });
});

describe('linkEntities: sectors and indicators', () => {
  it.each([
    ['the Information Technology sector', ['sector Information Technology']],
    ['consumer staples and health care stocks', ['sector Consumer Staples', 'sector Health Care']],
    ['core PCE and the CPI', ['indicator core PCE', 'indicator CPI']],
    ['its target for the federal funds rate', ['indicator federal funds rate']],
    ['the ten-year U.S. Treasury note yield', ['indicator 10-year Treasury yield']],
    ['10-year Treasury yields and real GDP', ['indicator 10-year Treasury yield', 'indicator GDP']],
    ['energy costs and information technology systems', []],
  ])('%s', (text, expected) => {
    expect(linkEntities(text).map(({ kind, id }) => `${kind} ${id}`)).toEqual(expected);
  });
});

describe('the company table', () => {
  it('has at least 450 companies, one per ticker and per name', () => {
    expect(COMPANIES.length).toBeGreaterThanOrEqual(450);
    expect(new Set(COMPANIES.map(({ ticker }) => ticker)).size).toBe(COMPANIES.length);
    expect(new Set(COMPANIES.map(({ name }) => name)).size).toBe(COMPANIES.length);
  });

  it('links each company by its legal name, and by its symbol behind an exchange', () => {
    for (const { name, ticker } of COMPANIES) {
      const named = linkEntities(`It bought ${name} in May.`);
      expect(named[0], name).toMatchObject({ kind: 'company', id: name, ticker });
      if (ticker.length <= 5)
        expect(linkEntities(`(NYSE: ${ticker})`)[0]).toMatchObject({ kind: 'ticker', id: ticker, company: name });
    }
  });

  it('gives no two companies one name', () => {
    const owners = new Map<string, string>();
    for (const { name, aliases } of COMPANIES) {
      for (const spelling of [name, ...aliases].map(bareName)) {
        expect(owners.get(spelling) ?? name, spelling).toBe(name);
        owners.set(spelling, name);
      }
    }
  });
});

describe('linkEntities on any text', () => {
  const piece = fc.constantFrom(
    'Apple',
    ' ',
    'Inc',
    '.',
    '$',
    'AAPL',
    '(',
    ')',
    'NYSE:',
    'A',
    '&',
    'Johnson',
    '’s',
    '037833100',
    'DE89',
    '3704',
    '10-year',
    'Treasury',
    '2019',
    '\n',
    'P',
    'the',
    'sector',
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(fc.nat(0xffff)).map((codes) => String.fromCharCode(...codes)),
    fc.array(piece).map((pieces) => pieces.join(' ')),
    fc.array(piece).map((pieces) => pieces.join('')),
  );

  it('keeps to its contract: spans in order and apart, cutting out what is reported', () => {
    fc.assert(
      fc.property(text, (input) => {
        let end = 0;
        for (const entity of linkEntities(input)) {
          entitySchema.parse(entity);
          expect(input.slice(entity.span.start, entity.span.end)).toBe(entity.text);
          expect(entity.span.start).toBeGreaterThanOrEqual(end);
          end = entity.span.end;
        }
      }),
      { numRuns: 300 },
    );
  });
});
