import type { Source, Turn } from '@plumbline/core/derivations';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFigureChecker } from './figure-checker.ts';

const checker = createFigureChecker();

function table(...rows: string[][]): readonly Source[] {
  return [{ id: 't', kind: 'table', rows }];
}

function check(sources: readonly Source[], question: string, text: string, history: readonly Turn[] = []) {
  const [first] = checker.check({ question, text, sources, history });
  if (first === undefined) throw new Error(`no figure in ${text}`);
  return first;
}

const RAGGED = table(
  ['', '2019', '2018', '2017'],
  ['Revenue', '120.5', '110.0'],
  ['Cost', '60.1', '55.2', '50.3', '', 'note 3'],
  ['Staff'],
);
const MERGED = table(
  ['', 'Three months ended', '', 'Nine months ended', ''],
  ['', '2019', '2018', '2019', '2018'],
  ['Net sales', '100', '90', '310', '280'],
);
const NOTES = table(
  ['(in millions)', '2019 (1)', '2018*'],
  ['Goodwill (2)', '12.5 (a)', '11.9*'],
  ['Licences†', '7.1', '6.8'],
);
const DASHES = table(['', '2019', '2018'], ['Impairment', '–', '14'], ['Grants', 'n/a', 'N/M'], ['Fees', '8', '4']);
const MIXED = table(
  ['', '2019', '2018'],
  ['Revenue (in millions)', '$ 500', '$ 400'],
  ['Employees', '1,200', '1,100'],
  ['Margin', '12.5 %', '10.0 %'],
  ['Earnings per share', '$ 2.50', '$ 2.00'],
);
const BRACKETS = table(['', '2019', '2018'], ['Net loss', '(250)', '(200)'], ['Other income', '40', '(10)']);
const TWINS = table(
  ['', '2019', '2018'],
  ['Europe', '', ''],
  ['Revenue', '70', '60'],
  ['Asia', '', ''],
  ['Revenue', '30', '25'],
);
const ZERO = table(['', '2019', '2018'], ['Restructuring', '5', '0'], ['Disposals', '0', '0']);

describe('a figure over tables as they come', () => {
  it.each<[string, readonly Source[], string, string, string]>([
    ['of a short row', RAGGED, 'What was the revenue in 2018?', 'It was 110.0.', 'Revenue, 2018'],
    ['of a long row', RAGGED, 'What was the cost in 2017?', 'It was 50.3.', 'Cost, 2017'],
    [
      'under a merged header',
      MERGED,
      'What were net sales for the nine months ended 2019?',
      'They were 310.',
      'Net sales, 2019',
    ],
    ['with a footnote mark', NOTES, 'What was goodwill in 2019?', 'It was 12.5 million.', 'Goodwill'],
    ['in brackets, with its sign', BRACKETS, 'What was the net loss in 2019?', 'It was -250.', 'Net loss, 2019'],
    [
      'in brackets, as a loss',
      BRACKETS,
      'What was the net loss in 2019?',
      'The net loss was 250 in 2019.',
      'Net loss, 2019',
    ],
    [
      'of one of two rows of a name',
      TWINS,
      'What was the revenue in Asia in 2019?',
      'Revenue in Asia was 30 in 2019.',
      'Revenue, 2019',
    ],
    ['beside other units', MIXED, 'What was the margin in 2019?', 'It was 12.5 %.', 'Margin, 2019'],
  ])('passes %s', (_, sources, question, text, how) => {
    const checked = check(sources, question, text);
    expect({ status: checked.status, how: checked.how }).toEqual({
      status: 'found',
      how: expect.stringContaining(how),
    });
  });

  it.each<[string, readonly Source[], string, string, string]>([
    ['for a dash', DASHES, 'What was the impairment in 2019?', 'It was 14.', 'another period than asked (2019)'],
    ['for n/a', DASHES, 'What were the grants in 2019?', 'They were 8.', 'something else than asked'],
    ['of a change to a dash', DASHES, 'What was the change in impairment in 2019?', 'It was -100 %.', 'stands nowhere'],
    [
      'of a period that is not there',
      BRACKETS,
      'What was the other income in 2016?',
      'It was 40.',
      'another period than asked (2016)',
    ],
    ['of the other twin row', TWINS, 'What was the revenue in Asia in 2019?', 'Revenue in Asia was 70 in 2019.', ''],
    [
      'divided by zero',
      ZERO,
      'What was the percentage change in restructuring from 2018 to 2019?',
      'It was 500 %.',
      'stands nowhere',
    ],
    [
      'of zero by zero',
      ZERO,
      'What was the percentage change in disposals from 2018 to 2019?',
      'It was 100 %.',
      'stands nowhere',
    ],
    ['of another unit', MIXED, 'What was the margin in 2019?', 'It was $ 12.5.', 'stands nowhere'],
    ['of another scale', MIXED, 'What was the revenue in 2019?', 'It was $ 500 thousand.', 'another scale'],
    ['without its brackets', BRACKETS, 'What was the other income in 2018?', 'It was 10.', ''],
  ])('refuses one %s', (_, sources, question, text, how) => {
    const checked = check(sources, question, text);
    expect({ status: checked.status, how: checked.how }).toEqual({
      status: 'unverified',
      how: expect.stringContaining(how),
    });
    expect(checked.how.length).toBeGreaterThan(10);
  });

  it('refuses everything where there is nothing to read', () => {
    for (const sources of [[], table(), table([]), table(['']), [{ id: 'x', kind: 'text' as const, text: '' }]]) {
      expect(check(sources, '', 'It was 5.')).toMatchObject({
        status: 'unverified',
        how: expect.stringContaining('nowhere'),
      });
    }
  });

  it('finds a row among two thousand, and derives from it', () => {
    const rows = Array.from({ length: 2000 }, (_, index) => [
      `Item ${index} of region ${index % 7}`,
      `${index + 0.5}`,
      `${2 * index}`,
    ]);
    const sources = table(['', '2019', '2018'], ...rows, ['Royalties from patents', '73,211', '70,002']);
    expect(check(sources, 'What were the royalties from patents in 2019?', 'They were 73,211.').status).toBe('found');
    expect(
      check(sources, 'What was the change in royalties from patents from 2018 to 2019?', 'It was 3,209.'),
    ).toMatchObject({
      status: 'derived',
      how: expect.stringContaining('73,211 − 70,002'),
    });
    expect(check(sources, 'What were the royalties from patents in 2019?', 'They were 70,002.').status).toBe(
      'unverified',
    );
  });

  it('never throws, and always says why', () => {
    const cell = fc.oneof(
      fc.constantFrom(
        '',
        '–',
        '—',
        'n/a',
        '(5)',
        '$',
        ')',
        '%',
        '12.5 %',
        '1,234',
        '(1,234',
        '2019',
        'Total',
        '* 3',
        '0',
        '1e9',
      ),
      fc.string({ maxLength: 8 }),
    );
    const source: fc.Arbitrary<Source> = fc.oneof(
      fc.record({
        id: fc.string(),
        kind: fc.constant('table' as const),
        rows: fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 6 }),
      }),
      fc.record({ id: fc.string(), kind: fc.constant('text' as const), text: fc.string() }),
    );
    const words = fc.array(fc.oneof(cell, fc.constantFrom('revenue', 'rose', 'by', 'from', 'to', '2018', 'million.')), {
      maxLength: 12,
    });
    const turns = fc.array(fc.record({ question: fc.string(), answer: fc.oneof(fc.double(), fc.string()) }), {
      maxLength: 3,
    });
    fc.assert(
      fc.property(fc.array(source, { maxLength: 3 }), fc.string(), words, turns, (sources, question, said, history) => {
        const text = said.join(' ');
        for (const { how, figure } of checker.check({ question, text, sources, history })) {
          expect(how).not.toBe('');
          expect(how).not.toMatch(/NaN|undefined/);
          expect(text.slice(figure.span.start, figure.span.end)).toContain(figure.text.trim());
        }
      }),
    );
  });
});
