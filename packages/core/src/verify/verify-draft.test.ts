import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testPassage } from '../testing/test-passage.ts';
import { NOT_FOUND_TEXT } from '../text/sources-prompt.ts';
import { readDraft } from './read-draft.ts';
import { verifyDraft } from './verify-draft.ts';

const PASSAGES = [
  testPassage({ id: 'a', pageContent: 'Revenue rose 5% to $1.2 billion in fiscal 2023. Margins were flat.' }),
  testPassage({ id: 'b', pageContent: 'Debt (in millions)\nItem | 2022 | 2023\nNotes | 400 | 350' }),
];
const QUESTION = 'What was revenue in fiscal 2023?';
const verify = (draft: string) => verifyDraft({ question: QUESTION, draft, passages: PASSAGES });

describe('reading a draft', () => {
  it.each([
    ['Revenue rose [1]. Debt fell [2].', [[1], [2]]],
    ['Revenue rose. [1] Debt fell. [2]', [[1], [2]]],
    ['Revenue rose [1, 2].', [[1, 2]]],
    ['Revenue rose [1][2].', [[1, 2]]],
    ['Revenue rose.', [[]]],
  ])('%s', (draft, numbers) => {
    expect(readDraft(draft).map(({ markers }) => markers.map(({ n }) => n))).toEqual(numbers);
  });
});

describe('verifying a draft', () => {
  it('joins several sources of one sentence and drops the one that says nothing of it', async () => {
    const { text, citations, findings } = await verify('Revenue rose 5% to $1.2 billion in fiscal 2023 [2, 1].');
    expect(text).toBe('Revenue rose 5% to $1.2 billion in fiscal 2023 [1].');
    expect(citations).toMatchObject([
      { n: 1, passageId: 'a', quote: 'Revenue rose 5% to $1.2 billion in fiscal 2023' },
    ]);
    expect(findings).toMatchObject([{ validator: 'citations', message: expect.stringContaining('Source 2') }]);
  });

  it('knows a refusal', async () => {
    expect(await verify(` ${NOT_FOUND_TEXT}\n`)).toMatchObject({ isRefusal: true, text: NOT_FOUND_TEXT, findings: [] });
  });

  it('is not sure of a draft that claims nothing', async () => {
    expect((await verify('')).confidence).toBe(0);
    expect((await verify('Shall I look further?')).confidence).toBe(0);
  });

  it('keeps numbers, spans and marks in order, whatever the draft', async () => {
    const pieces = fc.constantFrom(
      'Revenue rose 5% to $1.2 billion in fiscal 2023',
      'Notes, 2023: 350 (in millions)',
      'Costs were $77 million',
      ' [1]',
      ' [2]',
      ' [9]',
      '[1, 2]',
      '. ',
      '\n',
      '🙂',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 12 }), async (parts) => {
        const { text, citations, figures } = await verify(parts.join(''));
        const markers = [...text.matchAll(/\[(\d+)\]/g)].map(([, n]) => Number(n));
        expect(new Set(citations.map(({ n }) => n))).toEqual(new Set(markers));
        expect([...new Set(markers)]).toEqual([...new Set(markers)].sort((left, right) => left - right));
        for (const { quote, passageId, passageSpan } of citations) {
          const passage = PASSAGES.find(({ id }) => id === passageId);
          expect(passage?.pageContent.slice(passageSpan.start, passageSpan.end)).toBe(quote);
        }
        for (const { figure, status } of figures) {
          expect(text.slice(figure.span.start, figure.span.end)).toBe(figure.text);
          expect(text.startsWith(' [unverified]', figure.span.end)).toBe(status === 'unverified');
        }
      }),
      { numRuns: 300 },
    );
  });
});
