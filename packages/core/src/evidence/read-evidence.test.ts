import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EvidenceRow } from './evidence.ts';
import { readEvidence } from './read-evidence.ts';

const rows = (text: string): EvidenceRow[] => readEvidence(text).filter((piece) => piece.kind === 'row');
const cells = (text: string) =>
  rows(text).map(({ group, label, cells: values }) => [
    ...(group === '' ? [] : [group]),
    label,
    ...values.map(({ column, text: value }) => `${column}=${value}`),
  ]);

describe('tables in a passage', () => {
  it.each([
    ['as Markdown', ['| | 2019 | 2018 |', '| --- | ---: | ---: |', '| Cash | 5 | 4 |'], ['Cash', '2019=5', '2018=4']],
    [
      'with bars around the header only',
      ['| | 2019 | 2018 |', 'Cash | 5 | 4', 'Debt | 7 | 8'],
      ['Cash', '2019=5', '2018=4'],
    ],
    ['with bars between cells', ['Item | 2019 | 2018', 'Cash | 5 | 4'], ['Cash', '2019=5', '2018=4']],
    [
      'without a cell above the labels',
      ['Q2 2023 | Q2 2024', 'Income | 193 | 1,476', 'Sales | 1 | 2'],
      ['Income', 'Q2 2023=193', 'Q2 2024=1,476'],
    ],
    [
      'with heads over several columns',
      [' | 2019 |  | 2018 | ', ' | Men | Women | Men | Women', 'Aged 65 | 86.8 | 88.9 | 87.3 | 89.3'],
      ['Aged 65', '2019 Men=86.8', '2019 Women=88.9', '2018 Men=87.3', '2018 Women=89.3'],
    ],
    [
      'with one head over all columns',
      [' | December 31, | ', ' | 2019 | 2018', 'Cash | 5.1 | 4.2'],
      ['Cash', 'December 31, 2019=5.1', 'December 31, 2018=4.2'],
    ],
    [
      'as lines of extracted text',
      ['(Millions) 2018 2017 2016', 'Net income $ 5,363 $ 4,869 $ 5,058'],
      ['Net income', '2018=$ 5,363', '2017=$ 4,869', '2016=$ 5,058'],
    ],
    [
      'with a wrapped label',
      [
        '(Millions) 2018 2017',
        'Net income 5,363 4,869',
        'Purchases of property, plant',
        'and equipment (1,577) (1,373)',
      ],
      ['Net income', '2018=5,363', '2017=4,869'],
    ],
    [
      'of words',
      ['Name | Added | Reason', 'Amcor | May 2 | rating change'],
      ['Amcor', 'Added=May 2', 'Reason=rating change'],
    ],
  ])('%s', (_, lines, first) => {
    expect(cells(lines.join('\n'))[0]).toEqual(first);
  });

  it('joins a wrapped label with its row', () => {
    const text = [
      '(Millions) 2018 2017',
      'Net income 5,363 4,869',
      'Purchases of property, plant',
      'and equipment (1,577) (1,373)',
    ];
    expect(cells(text.join('\n'))[1]).toEqual([
      'Purchases of property, plant and equipment',
      '2018=(1,577)',
      '2017=(1,373)',
    ]);
  });

  it('puts rows under their group until its total', () => {
    const text = [
      ' | 2019 | 2018',
      'Current assets: |  | ',
      'Cash | 5 | 4',
      'Total current assets | 9 | 8',
      'Debt | 1 | 2',
    ];
    expect(cells(text.join('\n')).map(([first]) => first)).toEqual(['Current assets', 'Current assets', 'Debt']);
  });

  it('leaves values without names where a value is missing', () => {
    const text = ['(Millions) 2018 2017 2016', 'Net income 5,363 4,869 5,058', 'Impairment 57 4'];
    expect(cells(text.join('\n'))[1]).toEqual(['Impairment', '=57', '=4']);
  });

  it.each([
    ['Sales (in millions of US dollars)', 'in millions of US dollars'],
    [
      'Selected data (in millions of US dollars, except per-share data)',
      'in millions of US dollars, except per-share data',
    ],
    ['Cash flows (Millions)', 'in millions'],
    ['Amounts in thousands', 'Amounts in thousands'],
    ['Rates set on the day (in percent)', 'in percent'],
    ['Sales by region', ''],
  ])('names the unit of the caption "%s"', (caption, unit) => {
    expect(rows(`${caption}\nItem | 2019\nEast | 5`)[0]?.table).toMatchObject({ unit, caption });
  });
});

describe('sentences in a passage', () => {
  it('stand under their headings and introducing lines, without bullets', () => {
    const text =
      '# Debt\n\nThe new notes of 2020:\n\n- $500 million at 1.70%, due 2023\n- $850 million at 2.15%, due 2027';
    expect(readEvidence(text).slice(1)).toMatchObject([
      { text: '$500 million at 1.70%, due 2023', heading: 'Debt — The new notes of 2020:' },
      { text: '$850 million at 2.15%, due 2027', heading: 'Debt — The new notes of 2020:' },
    ]);
  });

  it('are not made of the caption of a table', () => {
    const text = 'Sales fell.\n\nNet sales by category (in millions)\n\nItem | 2019\nEast | 5';
    expect(readEvidence(text).map((piece) => piece.text)).toEqual(['Sales fell.', 'East | 5']);
  });
});

it('says where every piece stands, whatever the text', () => {
  const words = fc.constantFrom(
    'Cash',
    '5,363',
    '(1.2)',
    '|',
    ' | ',
    '\n',
    '\n\n',
    '- ',
    '# ',
    '. ',
    ':',
    '2019',
    '$',
    '\t',
    '   ',
    '---',
    '🙂',
  );
  fc.assert(
    fc.property(
      fc.array(words, { maxLength: 60 }).map((parts) => parts.join('')),
      (text) => {
        for (const { kind, span, text: own } of readEvidence(text)) {
          const there = text.slice(span.start, span.end);
          expect(kind === 'row' ? there : there.trim()).toBe(own);
        }
      },
    ),
    { numRuns: 1000 },
  );
});
