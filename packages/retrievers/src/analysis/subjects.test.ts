import { describe, expect, it } from 'vitest';
import { createAnalyser } from './analyser.ts';
import { createSubjectFinder, subjectOfTitle } from './subjects.ts';

const analyser = createAnalyser();

describe('the subject of a title', () => {
  it.each([
    ['3M 2018 10K', '3m'],
    ['RE 2017 annual report, page 159', 're'],
    ['ON 2014 annual report, page 3', 'on'],
    ['FOMC statement, 1994-05-17', 'fomc'],
    ['FOMC statement of January 31, 2001', 'fomc'],
    ['BESTBUY_2023_10K', 'bestbuy'],
    ['Johnson & Johnson 2017 10K', 'johnson johnson'],
    ['AT&T Inc. Form 10-K for fiscal year 2019', 'at&t inc'],
    ['Apple Q2 2023 earnings call transcript', 'apple'],
    ['3M — FY2019 earnings per share, step by step', '3m'],
    ['Annual report excerpt', undefined],
    ['2019 10-K', undefined],
    ['How the banks came through a year of rising rates', undefined],
    ['', undefined],
  ])('%s', (title, key) => {
    expect(subjectOfTitle(title, analyser)?.key).toBe(key);
  });
});

describe('subjects in a question', () => {
  const titles = [
    '3M 2018 10K',
    'RE 2017 annual report',
    'ALL 2015 annual report',
    'V 2010 annual report',
    'ETR 2017 annual report',
    'FOMC statement, 1994-05-17',
    'Best Buy 2021 10K',
    'Johnson & Johnson 2017 10K',
    'Kraft Heinz 2017 10K',
    'AES Corporation 2015 10K',
    'American Water Works 2015 10K',
    'American Express 2015 10K',
    'McDonalds 2023 8K',
    'Block 2019 10K',
  ];
  const subjects = titles.flatMap((title) => subjectOfTitle(title, analyser) ?? []);
  const finder = createSubjectFinder(subjects, analyser, (text) => (/J&J|Johnson & Johnson/.test(text) ? ['JNJ'] : []));

  it.each([
    ["What was 3M's FY2018 capital expenditure?", '3m'],
    ['RE 2017: what was the change in reserves?', 're'],
    ['In the 2015 annual report of ALL, what was the claims cost?', 'all'],
    ['What were all costs of V in 2010?', 'v'],
    ['How many Class V shares are there?', ''],
    ['in the 2017 annual report of etr, what was paid?', 'etr'],
    ['BestBuy revenue 2021', 'best buy'],
    ['How did Best Buy do?', 'best buy'],
    ["McDonald's dividends", 'mcdonalds'],
    ["Kraft's net sales in 2022", 'kraft heinz'],
    ['What did AES spend?', 'aes corporation'],
    ['American Water dividends', 'american water works'],
    ['Which American company grew?', ''],
    ['J&J 2017 revenue', 'johnson johnson'],
    ['What are the best results to buy on?', ''],
    ['How large a block of shares was sold?', ''],
    ['Compare 3M and Block', '3m, block'],
  ])('%s', (question, keys) => {
    expect(finder.find(question).keys.join(', ')).toBe(keys);
  });

  it('tells by which words', () => {
    expect([...finder.find('How did Best Buy do?').words]).toEqual(['best', 'buy']);
  });
});
