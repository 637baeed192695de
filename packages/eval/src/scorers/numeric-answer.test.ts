import { statedFigures } from '@plumbline/core';
import { describe, expect, it } from 'vitest';
import { isRightAnswer, type NumericGold, yieldsFraction } from './numeric-answer.ts';

const scaled = (answer: NumericGold['answer'], scale = ''): NumericGold => ({ answer, scale, asksScale: true });
const printed = (answer: number, program = ''): NumericGold => ({ answer, scale: '', asksScale: false, program });

describe('the figures an answer states', () => {
  it.each([
    ['behind the formula', 'Revenue fell 4.2 % from 2022 to 2023: (47.9 − 50.0) / 50.0 = −4.2 % [1].', [-4.2]],
    ['in the unit behind it', 'Revenue, 2023 less 2022: 52 − 50 = 2 (in millions of US dollars) [1][2].', [2e6]],
    ['of a row, without the numbers of its name', 'Notes due in 5 years, 2019: (1,577) (in thousands) [2].', [-1577e3]],
    ['of each period of a row', 'Net sales, 2019: 260; 2018: 265 [1].', [260, 265]],
    ['of a sentence', 'Apple closed fiscal 2018 with net sales of $265,595 million [2].', [265595e6]],
    ['that are not there', 'Not found in the sources.', []],
  ])('%s', (_, text, values) => {
    expect(statedFigures(text).map(({ value }) => value)).toEqual(values);
  });
});

describe('a numeric answer', () => {
  it.each<[string, string, NumericGold]>([
    ['within 0.1 %', 'A: 1 + 2 = 4,227.6 (in millions) [1].', scaled(4227.5, 'million')],
    ['in another scale of the same amount', 'A: 1 + 2 = $4.2275 billion [1].', scaled(4227.5, 'million')],
    ['rounded to the decimals of the right one', 'A: (4 − 3) / 3 = 6.6667 % [1].', scaled(6.67, 'percent')],
    ['in parentheses', 'A, 2019: (3.5) [1].', scaled(['-3.5'])],
    ['with its unit in words', 'A, 2019: 3.5 (in millions of pounds sterling) [1].', scaled(['£3.5 million'])],
    ['as all of several', 'A, 2019: 10; 2018: 12 (in thousands) [1].', scaled(['10', '12'], 'thousand')],
    ['in percent for a fraction', 'A: 3 / 8 = 37.5 % [1].', printed(0.375, 'ans = 3 / 8')],
    ['in percent for a percentage', 'A: 40 % − 2.5 % = 37.5 % [1].', printed(37.5, 'ans = 40.0 - 2.5')],
    ['as printed, whatever its scale', 'A: 5 − 3 = 2 (in millions) [1].', printed(2, 'ans = 5 - 3')],
  ])('is right %s', (_, text, gold) => {
    expect(isRightAnswer(text, gold)).toBe(true);
  });

  it.each<[string, string, NumericGold]>([
    ['in the wrong scale', 'A: 1 + 2 = 4,227.5 (in thousands) [1].', scaled(4227.5, 'million')],
    ['without its scale', 'A: 1 + 2 = 4,227.5 [1].', scaled(4227.5, 'million')],
    ['as a bare number for a percentage', 'A: 1 / 15 = 6.67 [1].', scaled(6.67, 'percent')],
    ['as a percentage for a bare number', 'A: 1 / 15 = 6.67 % [1].', scaled(6.67)],
    ['with another sign', 'A: 4 − 5 = −1 [1].', scaled(1)],
    ['as a fraction read as a percentage', 'A: 3 / 8 = 0.375 % [1].', printed(0.375, 'ans = 3 / 8')],
    ['as one of several', 'A, 2019: 10 [1].', scaled(['10', '12'])],
    ['as one more than asked', 'A, 2019: 10; 2018: 12 [1].', scaled(['10'])],
    ['when nothing was found', 'Not found in the sources.', scaled(0)],
  ])('is wrong %s', (_, text, gold) => {
    expect(isRightAnswer(text, gold)).toBe(false);
  });

  it('of words is right when the words are equal but for case and punctuation', () => {
    expect(isRightAnswer('The company of the people [1].', scaled(['Company of the people']))).toBe(true);
    expect(isRightAnswer('Another company [1].', scaled(['The company']))).toBe(false);
  });
});

describe('a formula', () => {
  it.each([
    ['ans = 3 / 8', true],
    ['x0 = 3 / 8; ans = x0 - 1', true],
    ['x0 = 8 - 3; ans = x0 / 3', true],
    ['x0 = 3 / 8; ans = x0 * 100', false],
    ['ans = 40.0 - 2.5', false],
    ['ans = 14', false],
    ['', false],
  ])('%s yields a fraction: %s', (program, fraction) => {
    expect(yieldsFraction(program)).toBe(fraction);
  });
});
