import { describe, expect, it } from 'vitest';
import { parseFigures } from '../figures/parse-figures.ts';
import { parsePeriods } from '../figures/periods.ts';
import { segmentSentences } from '../text/sentences.ts';
import { linkEntities } from './link-entities.ts';

/** What a slow pattern would choke on. The test has no clock: quadratic work would run into the time limit of the runner. */
const PIECES = [
  '1',
  '(',
  '1,',
  '111,',
  '1.',
  '$',
  '(1',
  '1\n',
  ' ',
  '\n',
  'a',
  '½',
  '1/2 ',
  'December 31, ',
  '2019\n',
  'x | 2019 | 5\n',
  '1 | ',
  'one ',
  'note 1, ',
  'in thousands ',
  '(in thousands)\n1 | 2\n',
  '$1 million in 2019 compared to ',
  'A. ',
  'Inc. ',
  'Johnson & ',
  'DE89 3704 ',
  '$A',
];

describe('100 KB of one piece', () => {
  it.each(PIECES)('%j', { timeout: 30_000 }, (piece) => {
    const text = piece.repeat(Math.ceil(100_000 / piece.length));
    for (const read of [segmentSentences, parsePeriods, parseFigures, linkEntities])
      expect(Array.isArray(read(text))).toBe(true);
  });
});
