import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMark, markOrder, marksAgree, mergeMarks, readPeriodMarks } from './period-marks.ts';

const marks = (text: string) => readPeriodMarks(text).map(formatMark);

describe('readPeriodMarks', () => {
  it.each([
    ['Year Ended December 31, 2019', ['2019-12-31']],
    ['december 31 2013', ['2013-12-31']],
    ['12/31/2011', ['2011-12-31']],
    ['2019-06-30', ['2019-06-30']],
    ['31 March 2019', ['2019-03-31']],
    ['September 30,', ['09-30']],
    ['FY19', ['2019']],
    ['fiscal 2018 and 2017', ['2018', '2017']],
    ['Q3 2022', ['Q3 2022']],
    ['3Q22', ['Q3 2022']],
    ['third quarter of 2021', ['Q3 2021']],
    ['Fourth Quarter', ['Q4']],
    ['second half 2020', ['H2 2020']],
    ['2017/18', ['2018']],
    ['2015-2019', ['2015', '2019']],
    ['2019 vs. 2018', ['2019', '2018']],
    ['from 2017 to 2019', ['2017', '2019']],
  ])('finds the periods of %j', (text, expected) => {
    expect(marks(text)).toEqual(expected);
  });

  it.each(['$ 2014', '2,014', '2014.5', 'it may rise', 'Level 3', 'more than 5 years', ''])(
    'finds no period in %j',
    (text) => {
      expect(marks(text)).toEqual([]);
    },
  );

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => Array.isArray(readPeriodMarks(text))));
  });
});

describe('period marks', () => {
  it('merge from upper to lower headers', () => {
    expect(mergeMarks(readPeriodMarks('September 30,'), readPeriodMarks('2019'))).toEqual([
      { year: 2019, month: 9, day: 30 },
    ]);
  });

  it('agree when nothing both name differs', () => {
    expect(marksAgree({ year: 2019 }, { year: 2019, month: 12, day: 31 })).toBe(true);
    expect(marksAgree({ year: 2019, quarter: 1 }, { year: 2019, quarter: 2 })).toBe(false);
  });

  it('are ordered in time', () => {
    expect(markOrder({ year: 2018 })).toBeLessThan(markOrder({ year: 2019, quarter: 1 }));
  });
});
