/** Who may or may not see a document; a document without entries is public. */
interface AccessEntry {
  readonly type: 'USER' | 'GROUP';
  readonly name: string;
  readonly access: 'ALLOW' | 'DENY';
}

export type AttributeValue = string | readonly string[] | number | Date;

/** A document as an index holds it. */
export interface KendraDocument {
  readonly id: string;
  readonly title: string;
  readonly uri: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly access: readonly AccessEntry[];
  readonly passages: readonly string[];
}

/** A small index to start with. */
export const SAMPLE_DOCUMENTS: readonly KendraDocument[] = [
  {
    id: 'cash-policy',
    title: 'Cash policy',
    uri: 'https://docs.example.com/cash-policy.pdf',
    attributes: { doc_type: 'policy', topics: ['cash', 'liquidity'], fiscal_year: 2023, as_of: new Date('2023-01-31') },
    access: [],
    passages: [
      'Client accounts keep at least two percent in cash so that fees never force a sale.',
      'Cash above ten percent of an account is reviewed each quarter.',
    ],
  },
  {
    id: 'rates-outlook',
    title: 'Outlook for interest rates',
    uri: 'https://docs.example.com/rates-outlook.docx',
    attributes: { doc_type: 'research', topics: ['rates', 'cash'], fiscal_year: 2024, as_of: new Date('2024-03-20') },
    access: [{ type: 'GROUP', name: 'advisors', access: 'ALLOW' }],
    passages: ['We expect the policy rate to stay unchanged; cash yields remain near five percent.'],
  },
  {
    id: 'merger-memo',
    title: 'Memo on the merger',
    uri: 'https://docs.example.com/merger-memo.pdf',
    attributes: { doc_type: 'memo', topics: ['merger'], fiscal_year: 2024, as_of: new Date('2024-04-02') },
    access: [
      { type: 'GROUP', name: 'advisors', access: 'ALLOW' },
      { type: 'USER', name: 'eve', access: 'DENY' },
    ],
    passages: ['The merger is paid half in cash and half in shares.'],
  },
];
