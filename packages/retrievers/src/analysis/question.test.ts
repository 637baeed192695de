import { describe, expect, it } from 'vitest';
import { createAnalyser } from './analyser.ts';
import { CONCEPTS } from './concepts.ts';
import { createQuestionAnalyser } from './question.ts';

const questions = createQuestionAnalyser(createAnalyser());
const units = (question: string, names: string[] = []) =>
  questions.analyse(question, new Set(names)).units.map(({ own }) => own.join(' '));

describe('what a question asks for', () => {
  it('takes line items as one unit, in all wordings', () => {
    const { units, searchTerms, statements, years } = questions.analyse(
      "What was 3M's FY2018 capital expenditure?",
      new Set(['3m']),
    );
    expect(units.map(({ own }) => own.join(' '))).toEqual(['capit expenditur']);
    expect(searchTerms).toEqual(expect.arrayContaining(['purchas', 'properti', 'plant', 'equip']));
    expect(searchTerms.slice(0, 4)).toEqual(['3m', '2018', 'capit', 'expenditur']);
    expect([...statements]).toEqual(['cash-flow']);
    expect(years).toEqual(['2018']);
  });

  it('adds the line items of a computed measure, at less weight', () => {
    const { units } = questions.analyse('What was the quick ratio?');
    expect(units.map(({ own, weight }) => [own.join(' '), weight])).toEqual([
      ['quick ratio', 1],
      ['current asset', 0.6],
      ['inventori', 0.6],
      ['current liabil', 0.6],
    ]);
  });

  it('leaves names and years to the metadata', () => {
    expect(units('How much goodwill did Best Buy have in 2021?', ['best', 'bui'])).toEqual(['goodwil']);
  });

  it('is not led by sentences about the asker or the answer', () => {
    const long =
      'I am preparing a note and cannot open the file. Going by the balance sheet alone, what was inventory in FY2024? Please answer in millions of dollars.';
    expect(units(long)).toEqual(['inventori']);
    expect([...questions.analyse(long).statements]).toEqual(['balance']);
  });

  it('reads the measure from a sentence that begins like an instruction when there is no other', () => {
    expect(units('Calculate the gross margin. Round to two decimals.')[0]).toBe('gross margin');
  });

  it('drops units in brackets', () => {
    expect(units('What was revenue (in USD millions)?')).toEqual(['revenu']);
  });

  it.each([
    ['How much was revenue in 2019?', 1],
    ['What was the percentage change?', 1],
    ['What is Level 3?', 0.5],
    ['Why did revenue rise?', 0.3],
    ['Which method is used?', 0],
  ])('knows whether a figure is asked for: %s', (question, intent) => {
    expect(questions.analyse(question).figureIntent).toBe(intent);
  });

  it('takes an empty question', () => {
    expect(questions.analyse('')).toMatchObject({ units: [], stems: [], searchTerms: [], years: [] });
  });
});

describe('the vocabulary', () => {
  it('builds computed measures from line items it knows', () => {
    const names = new Set(CONCEPTS.map(({ wordings }) => wordings[0]));
    for (const { madeOf = [] } of CONCEPTS) for (const part of madeOf) expect(names).toContain(part);
  });

  it('names no concept twice', () => {
    const names = CONCEPTS.map(({ wordings }) => wordings[0]);
    expect(new Set(names).size).toBe(names.length);
  });
});
