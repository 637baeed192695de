import type { Source, Turn } from '@plumbline/core/derivations';

const sources: readonly Source[] = [
  {
    id: 'income',
    kind: 'table',
    rows: [
      ['(in millions)', '2023', '2022', '2021'],
      ['Revenue', '52.1', '50.0', '48.5'],
      ['Cost of sales', '(31.4)', '(30.9)', '(30.2)'],
      ['Operating margin', '12.4 %', '11.8 %', '—'],
    ],
  },
  {
    id: 'note',
    kind: 'text',
    text: 'Of the revenue of 2023, $ 8.3 million came from services, compared to $ 7.9 million in 2022.',
  },
];
const history: readonly Turn[] = [{ question: 'What was the revenue in 2022?', answer: 50 }];

/** A question of our own, of whose derivations Python leaves its scores for the unit test of the TypeScript inference. */
export const DERIVATION_FIXTURE = {
  question: 'And what was the percentage change in revenue from 2022 to 2023?',
  history,
  sources,
  /** What a model might say; the last follows from nothing. */
  statements: ['It was 4.2 %.', 'It was −4.2 %.', 'It was $ 52.1 million.', 'It was 12.4 %.', 'It was 77,777.'],
};
