import { describe, expect, it } from 'vitest';
import { analyseQuestion } from './question.ts';

describe('reading a question', () => {
  it.each([
    ['How much debt did it have in 2014?', 'figure'],
    ['What percentage of sales was services?', 'figure'],
    ['When do the notes mature?', 'date'],
    ['Which year had the largest loss?', 'date'],
    ['Who audits the company?', 'name'],
    ['Why did the margin fall?', 'reason'],
    ['What drove the increase?', 'reason'],
    ['What is the view on Amcor?', 'anything'],
  ])('%s expects a %s', (text, expects) => {
    expect(analyseQuestion(text).expects).toBe(expects);
  });

  it.each([
    ['What were net sales in 2019?', 'lookup'],
    ['How did net sales change between 2018 and 2019?', 'comparison'],
    ['Summarise the outlook of Apple.', 'summary'],
  ])('%s is a %s', (text, intent) => {
    expect(analyseQuestion(text).intent).toBe(intent);
  });

  it('names company, periods and the finance term once each', () => {
    const question = analyseQuestion("What was Apple's capital expenditure in fiscal 2019?");
    expect(question.tickers).toEqual(['AAPL']);
    expect(question.periods.map(({ label }) => label)).toEqual(['FY2019']);
    expect(question.terms.map(({ concept }) => concept)).toEqual(['capital expenditure']);
  });
});
