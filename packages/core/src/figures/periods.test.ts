import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePeriods } from './periods.ts';

const labels = (text: string): string[] => parsePeriods(text).map(({ label }) => label);

describe('parsePeriods', () => {
  it.each([
    ['FY2023', 'FY2023'],
    ['FY 23', 'FY2023'],
    ["FY'23", 'FY2023'],
    ['fiscal 2023', 'FY2023'],
    ['Fiscal Year 2023', 'FY2023'],
    ['fiscal year ended September 30, 2018', 'FY2018'],
    ['year ended december 31 , 2005', 'FY2005'],
    ['the year ended 31 December 2019', 'FY2019'],
    ['2019 fiscal year', 'FY2019'],
    ['Q3 2022', 'Q3 2022'],
    ["Q3'22", 'Q3 2022'],
    ['Q3 FY22', 'Q3 2022'],
    ['Q3 fiscal 2022', 'Q3 2022'],
    ['3Q22', 'Q3 2022'],
    ['3Q 2022', 'Q3 2022'],
    ['2022Q3', 'Q3 2022'],
    ['2022-Q3', 'Q3 2022'],
    ['third quarter of 2022', 'Q3 2022'],
    ['third-quarter 2022', 'Q3 2022'],
    ['third quarter of fiscal year 2022', 'Q3 2022'],
    ['third quarter of the fiscal year 2022', 'Q3 2022'],
    ['fiscal 2022 third quarter', 'Q3 2022'],
    ['the 2022 third quarter', 'Q3 2022'],
    ['first half 2021', 'H1 2021'],
    ['second half of 2021', 'H2 2021'],
    ['1H21', 'H1 2021'],
    ['H1 2021', 'H1 2021'],
    ['2015-12-16', '2015-12-16'],
    ['December 16, 2015', '2015-12-16'],
    ['Dec. 16, 2015', '2015-12-16'],
    ['december 16 2015', '2015-12-16'],
    ['December 16,\n2015', '2015-12-16'],
    ['16 December 2015', '2015-12-16'],
    ['16th of December, 2015', '2015-12-16'],
    ['12/31/2018', '2018-12-31'],
    ['12/31/18', '2018-12-31'],
    ['31/12/2018', '2018-12-31'],
    ['31.12.2018', '2018-12-31'],
    ['Dec 2019', '2019-12'],
    ['Sept. 2019', '2019-09'],
    ['May 2019', '2019-05'],
    ['2017/18', 'FY2018'],
    ['FY2018-19', 'FY2019'],
    ['2023', '2023'],
    ['In 1950 it began', '1950'],
    ['mid-2019', '2019'],
    ['calendar year 2019', '2019'],
  ])('%s is %s', (text, label) => {
    expect(labels(text)).toEqual([label]);
  });

  it.each([
    ['fiscal 2019 and 2018', ['FY2019', 'FY2018']],
    ['fiscal years 2019 , 2018 and 2017', ['FY2019', 'FY2018', 'FY2017']],
    ['years ended December 31, 2019, 2018 and 2017', ['FY2019', 'FY2018', 'FY2017']],
    ['fiscal years ended September 29, 2018 and September 30, 2017', ['FY2018', 'FY2017']],
    ['December 31, 2019 and 2018', ['2019-12-31', '2018-12-31']],
    ['third quarter of 2019 and 2018', ['Q3 2019', 'Q3 2018']],
    ['fiscal 2017 to 2019', ['FY2017', 'FY2019']],
    ['2018-2019', ['2018', '2019']],
    ['2018–2019', ['2018', '2019']],
    [' | 2019 | 2018 | 2017', ['2019', '2018', '2017']],
    ['Years Ended December 31,\n2019 2018 2017', ['FY2019', 'FY2018', 'FY2017']],
    ['Q4 2022, Q1 2023', ['Q4 2022', 'Q1 2023']],
    ['between 2015 and 2019.', ['2015', '2019']],
  ])('reads the list %s', (text, expected) => {
    expect(labels(text)).toEqual(expected);
  });

  it.each([
    '2,018',
    '$2018',
    '$ 2018',
    'USD 2018',
    '2018 shares',
    '2018 million',
    '2018%',
    '2018.5',
    '1949',
    '2101',
    '12018',
    'A2018',
    '2018s',
    'ASU 2016-02',
    'Russell 2000',
    '13/32/2018',
    'ASU 2018-19',
    '1.2.2018.4',
  ])('%s names no period of its own', (text) => {
    expect(labels(text)).toEqual([]);
  });

  it('gives spans that cut out what was read', () => {
    const text = 'In the third quarter of 2022, and in fiscal 2021.';
    expect(parsePeriods(text).map(({ span }) => span && text.slice(span.start, span.end))).toEqual([
      'third quarter of 2022',
      'fiscal 2021',
    ]);
  });

  it('reads every calendar day in four spellings', () => {
    const days = fc.date({ min: new Date('1950-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [year, month, day] = iso.split('-').map(Number);
        const long = date.toLocaleDateString('en-US', { dateStyle: 'long', timeZone: 'UTC' });
        const british = date.toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
        for (const spelling of [iso, long, british, `${month}/${day}/${year}`])
          expect(labels(`on ${spelling}.`)).toEqual([iso]);
      }),
    );
  });

  it('never throws, and its spans are ordered and apart', () => {
    const piece = fc.constantFrom(
      '2019',
      'FY',
      'Q3',
      ' ',
      ',',
      'December',
      '31',
      '-',
      '/',
      'and',
      '.',
      'fiscal',
      '\n',
      '|',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((pieces) => pieces.join('')),
        ),
        (text) => {
          let end = 0;
          for (const { span } of parsePeriods(text)) {
            expect(span?.start).toBeGreaterThanOrEqual(end);
            end = span?.end ?? end;
          }
        },
      ),
    );
  });
});
