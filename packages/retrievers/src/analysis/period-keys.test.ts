import { describe, expect, it } from 'vitest';
import { periodMatch, subjectMatch } from './metadata-match.ts';
import { periodKeys, questionPeriods } from './period-keys.ts';

describe('periods of a passage', () => {
  it.each([
    ['FOMC statement, 1994-05-17', ['1994', '1994-05', '1994-05-17']],
    ['FOMC statement of May 17, 1994', ['1994', '1994-05', '1994-05-17']],
    ['3M_2018_10K', ['2018']],
    ['Ulta Beauty Q2 2024 results', ['2024', '2024-Q2']],
    ['no period', []],
  ])('%s', (title, keys) => {
    expect(periodKeys([title, undefined])).toEqual(keys);
  });
});

describe('periods of a question', () => {
  it.each([
    ['statement of 17 May 1994', ['1994-05-17'], [1994]],
    ['third quarter of 2022', ['2022-Q3'], [2022]],
    ['change from 2016 to FY2017', [], [2017, 2016]],
  ])('%s', (question, exact, years) => {
    expect(questionPeriods(question)).toEqual({ exact, years });
  });
});

describe('how metadata meet a question', () => {
  const question = (exact: string[], years: number[]) => ({ subjects: ['3m'], periods: { exact, years } });
  const passage = (...periods: string[]) => ({ subjects: ['3m'], periods });

  it.each([
    ['the day', question(['1994-05-17'], [1994]), passage('1994', '1994-05', '1994-05-17'), 1],
    ['the year alone, where a day is asked', question(['1994-05-17'], [1994]), passage('1994', '1994-08'), 0.5],
    ['the latest year of several', question([], [2017, 2016]), passage('2017'), 1],
    ['an earlier year of several', question([], [2017, 2016]), passage('2016'), 0.5],
    ['the report of the year after', question([], [2017]), passage('2018'), 0.4],
    ['another year', question([], [2017]), passage('2012'), 0],
    ['no time in the question', question([], []), passage('2017'), 0],
    ['no time in the passage', question([], [2017]), passage(), 0],
  ])('%s', (_, asked, facts, expected) => {
    expect(periodMatch(asked, facts)).toBe(expected);
  });

  it('meets a subject or does not', () => {
    expect(subjectMatch(question([], []), passage())).toBe(1);
    expect(subjectMatch(question([], []), { subjects: ['amd'], periods: [] })).toBe(0);
    expect(subjectMatch({ subjects: [], periods: { exact: [], years: [] } }, passage())).toBe(0);
  });
});
