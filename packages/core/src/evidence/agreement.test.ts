import { describe, expect, it } from 'vitest';
import { parsePeriods } from '../figures/periods.ts';
import { bestAgreement } from './agreement.ts';

describe('whether a stated period answers for the one asked for', () => {
  it.each([
    ['2019', 'fiscal 2019', 'yes'],
    ['2019', 'September 28, 2019', 'yes'],
    ['2019', '2018', 'no'],
    ['2019', 'Q3 2019', 'part'],
    ['Q3 2019', 'the third quarter of 2019', 'yes'],
    ['Q3 2019', 'Q2 2019', 'no'],
    ['Q3 2019', '2019', 'no'],
    ['Q3 2019', 'September 30, 2019', 'yes'],
    ['December 16, 2015', '2015-12-16', 'yes'],
    ['December 16, 2015', 'December 17, 2015', 'no'],
  ])('%s, %s: %s', (asked, stated, agreement) => {
    expect(bestAgreement(parsePeriods(asked), parsePeriods(stated))).toBe(agreement);
  });

  it('is open when nothing is stated', () => {
    expect(bestAgreement(parsePeriods('2019'), [])).toBeUndefined();
  });
});
