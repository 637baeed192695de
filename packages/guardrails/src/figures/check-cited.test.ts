import { verifyDraft } from '@plumbline/core';
import { testPassage } from '@plumbline/core/testing';
import { describe, expect, it } from 'vitest';
import { createFigureChecker } from './figure-checker.ts';

const PIPES = testPassage({
  id: 'pipes',
  pageContent: [
    'Net sales by category (in millions of US dollars)',
    '',
    '| Category | FY2017 | FY2018 | FY2019 |',
    '| --- | ---: | ---: | ---: |',
    '| Phones | 139,337 | 164,888 | 142,381 |',
    '| Services | 32,700 | 39,748 | 46,291 |',
    '| Total net sales | 229,234 | 265,595 | 260,174 |',
  ].join('\n'),
  metadata: { title: 'Net sales by category' },
});
const ALIGNED = testPassage({
  id: 'aligned',
  pageContent: [
    'Net sales by category (in millions of US dollars)',
    '',
    'Category              FY2018      FY2019',
    'Phones               164,888     142,381',
    'Services              39,748      46,291',
    'Total net sales      265,595     260,174',
  ].join('\n'),
  metadata: { title: 'Net sales by category' },
});
const { checkFigures } = createFigureChecker();
const verify = (draft: string, question = 'How did net sales develop?') =>
  verifyDraft({ question, draft, passages: [PIPES, ALIGNED], checkFigures });

describe('a draft about figures that its sources do not print', () => {
  it.each([
    [
      'named with its numbers',
      'Total net sales fell 2.0%, from $265,595 million in FY2018 to $260,174 million in FY2019 [1].',
      '−2.0% = (260,174 − 265,595) / 265,595, Total net sales, 2019 over 2018, passage 1',
    ],
    [
      'named without them',
      'Total net sales rose 15.9% from FY2017 to FY2018 [1].',
      '15.9% = (265,595 − 229,234) / 229,234, Total net sales, 2018 over 2017, passage 1',
    ],
    [
      'from a table without pipes',
      'Services rose 16.5% from FY2018 to FY2019 [2].',
      '16.5% = (46,291 − 39,748) / 39,748, Services, 2019 over 2018, passage 1',
    ],
    [
      'as a share',
      'Services were 17.8% of total net sales in FY2019 [1].',
      '17.8% = 46,291 / 260,174, Services and Total net sales, 2019, passage 1',
    ],
  ])('is verified, %s', async (_, draft, how) => {
    const { text, figures, findings, citations } = await verify(draft);
    expect(figures[0]).toMatchObject({ status: 'derived', how, citation: 1, passageId: citations[0]?.passageId });
    expect(findings).toEqual([]);
    expect(text).toBe(draft.replace('[2]', '[1]'));
  });

  it.each([
    ['a wrong rate', 'Total net sales rose 12.0% from FY2017 to FY2018 [1].', 'no source that bears it out'],
    [
      'a rise that was a fall',
      'Total net sales rose by $5,421 million, from $265,595 million in FY2018 to $260,174 million in FY2019 [1].',
      'has the wrong sign: −5,421 = 260,174 − 265,595',
    ],
    ['a number of another year', 'Net sales in FY2018 were $260,174 million [1].', 'another period'],
  ])('is marked: %s', async (_, draft, how) => {
    const { text, figures, findings } = await verify(draft);
    expect(figures[0]).toMatchObject({ status: 'unverified', how: expect.stringContaining(how) });
    expect(text).toContain('[unverified]');
    expect(findings.length).toBeGreaterThan(0);
  });

  it('keeps what stands there as it is found', async () => {
    const { figures } = await verify('Total net sales were $260,174 million in FY2019 [2].');
    expect(figures).toMatchObject([
      { status: 'found', how: 'stands in passage 1, row “Total net sales”, column “FY2019”' },
    ]);
  });
});
