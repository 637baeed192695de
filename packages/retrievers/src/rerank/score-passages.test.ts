import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAnalyser } from '../analysis/analyser.ts';
import { createQuestionAnalyser } from '../analysis/question.ts';
import { compileQuestion } from './compiled-question.ts';
import { readPassage } from './read-passage.ts';
import { DEFAULT_WEIGHTS, scorePassages, totalScore } from './score-passages.ts';
import { hashStem, scanTokens } from './token-scanner.ts';

const analyser = createAnalyser();
const questions = createQuestionAnalyser(analyser);
const compiled = (question: string) => compileQuestion(questions.analyse(question), analyser);
const termsOf = (text: string) =>
  new TextEncoder().encode(
    text
      .split('\n')
      .map((line) => analyser.stems(line).join(' '))
      .join('\n'),
  );
const best = (question: string, texts: Record<string, string>) => {
  const names = Object.keys(texts);
  const candidates = Object.values(texts).map((text) => ({ terms: termsOf(text), first: 0, subject: 0, period: 0 }));
  const scores = scorePassages(candidates, compiled(question)).map((parts) => totalScore(parts, DEFAULT_WEIGHTS));
  return names[scores.indexOf(Math.max(...scores))];
};

const CASH_FLOW = `Report
Consolidated Statements of Cash Flows
(in millions) 2018 2017
Net income 5,363 4,869
Depreciation and amortization 1,488 1,544
Purchases of property, plant and equipment (PP&E) (1,577) (1,373)
Dividends paid (3,193) (2,803)`;
const PROSE = `Report
The Company expects capital expenditure to be about $1.6 billion in 2019. Capital expenditure in 2018 went into growth,
and capital expenditure is decided upon by the board each year in line with the strategy of the Company.`;
const CONTENTS = `Report
Index to financial statements
Consolidated Statements of Cash Flows
Consolidated Balance Sheet
Notes on capital expenditure commitments and property, plant and equipment`;

describe('the second scoring', () => {
  it('prefers the row of the statement to prose that repeats the words', () => {
    const pages = { CASH_FLOW, PROSE, CONTENTS };
    expect(best('What was the FY2018 capital expenditure? Use the cash flow statement.', pages)).toBe('CASH_FLOW');
  });

  it('prefers prose for a reason', () => {
    expect(best('Why is capital expenditure decided upon by the board?', { CASH_FLOW, PROSE, CONTENTS })).toBe('PROSE');
  });

  it('reads a row together with the heading above it', () => {
    const under = 'Report\nDeferred tax assets:\nOther 5 7';
    const elsewhere = 'Report\nAccrued expenses:\nOther 5 7';
    expect(best('What was other in deferred tax assets?', { elsewhere, under })).toBe('under');
  });

  it('keeps every component between 0 and 1', () => {
    const texts = fc.array(
      fc.constantFrom('capital', 'expenditure', '2018', '1,577', 'purchases of property', '\n', 'net income'),
    );
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1, maxLength: 5 }), (passages) => {
        const candidates = passages.map((words) => ({
          terms: termsOf(words.join(' ')),
          first: 1,
          subject: 1,
          period: 1,
        }));
        for (const parts of scorePassages(candidates, compiled('What was capital expenditure in 2018?'))) {
          for (const value of Object.values(parts)) {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(1 + 1e-6);
          }
        }
      }),
    );
  });

  it('takes no candidates, empty passages and an empty question', () => {
    expect(scorePassages([], compiled('revenue'))).toEqual([]);
    expect(scorePassages([{ terms: termsOf(''), first: 0, subject: 0, period: 0 }], compiled(''))).toHaveLength(1);
  });
});

describe('reading a passage', () => {
  it('counts years, figures and rows', () => {
    const reading = readPassage(
      termsOf(CASH_FLOW),
      compiled('Capital expenditure in 2018 and 2016 on the cash flow statement?'),
    );
    expect(reading).toMatchObject({ rows: 5, years: 0.5, namesStatement: true });
    expect(reading.density).toBeGreaterThan(0.3);
  });
});

describe('the scan of tokens', () => {
  it('finds the tokens and lines that splitting finds', () => {
    const token = fc.stringMatching(/^[a-z0-9.&é]{1,8}$/);
    fc.assert(
      fc.property(fc.array(fc.array(token, { maxLength: 5 }), { minLength: 1, maxLength: 5 }), (lines) => {
        const text = lines.map((words) => words.join(' ')).join('\n');
        const seen: number[] = [];
        let ends = 0;
        scanTokens(new TextEncoder().encode(text), {
          token: (hash) => seen.push(hash),
          lineEnd: () => {
            ends += 1;
          },
        });
        expect(seen).toEqual(lines.flat().map(hashStem));
        expect(ends).toBe(lines.length);
      }),
    );
  });

  it.each([
    ['1327.9', true],
    ['2018', true],
    ['10k', false],
    ['.5', false],
    ['q3', false],
  ])('knows a figure: %s', (text, expected) => {
    const seen: boolean[] = [];
    scanTokens(new TextEncoder().encode(text), {
      token: (_, isFigure) => seen.push(isFigure),
      lineEnd: () => undefined,
    });
    expect(seen).toEqual([expected]);
  });
});
