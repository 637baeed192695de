export type AttributeValue = string | number | boolean | readonly string[];

/** A chunk of a document as a knowledge base holds it. */
export interface Chunk {
  readonly id: string;
  readonly uri: string;
  readonly text: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** A small knowledge base to start with. */
export const SAMPLE_CHUNKS: readonly Chunk[] = [
  {
    id: 'chunk-1',
    uri: 's3://docs/cash-policy.pdf',
    text: 'Client accounts keep at least two percent in cash.',
    attributes: { type: 'policy', topics: ['cash', 'liquidity'], year: 2023, reviewed: true },
  },
  {
    id: 'chunk-2',
    uri: 's3://docs/rates-outlook.docx',
    text: 'Cash yields remain near five percent.',
    attributes: { type: 'research', topics: ['rates', 'cash'], year: 2024 },
  },
  {
    id: 'chunk-3',
    uri: 's3://docs/merger-memo.pdf',
    text: 'The merger is paid half in cash.',
    attributes: { type: 'memo' },
  },
];
