/** Texts of our own, of which Python leaves its scores for the unit test of the TypeScript inference. */
export const FIXTURE_PASSAGES: readonly string[] = [
  'Net sales rose 4.2 % to $52.1 billion in fiscal 2023, driven by higher prices in the beverage segment.',
  'Capital expenditure | 2023 | 2022\nPurchases of property, plant and equipment | 1,577 | 1,373\nTotal | 1,577 | 1,373',
  'The Committee decided to keep the target range for the federal funds rate at 0 to 1/4 percent.',
  'Deferred tax assets are reduced by a valuation allowance when it is more likely than not that they will not be realised.',
  'Quizzaciously unheard-of Blorptech Holdings (BLPT) acquired Zyxwert S.à r.l.',
  '2019 2019 2019 12 13 14 (15) —',
  '',
  '⚓ …',
];

export const FIXTURE_QUESTIONS: readonly string[] = [
  'What was the percentage change in net sales between 2022 and 2023?',
  'How much did the company spend on capital expenditure in FY2023?',
  'Why did the Fed leave its rate unchanged?',
  'Who owns Blorptech?',
  '',
];

/** A question with candidates, as any retriever might bring them: without scores, some without metadata. */
export const RERANK_FIXTURE = {
  question: "What was Blorptech's capital expenditure in FY2023?",
  candidates: [
    {
      text: 'Capital expenditure | 2023 | 2022\nPurchases of property, plant and equipment | 1,577 | 1,373\nTotal | 1,577 | 1,373',
      metadata: { docId: 'blorptech-2023', title: 'Blorptech 2023 annual report', asOf: '2023-12-31', score: 0.7 },
    },
    {
      text: 'Capital expenditure was as follows:',
      metadata: { docId: 'blorptech-2023', title: 'Blorptech 2023 annual report', asOf: '2023-12-31', score: 0.9 },
    },
    {
      text: 'The company expects capital expenditure to rise, and decides upon capital expenditure each year.',
      metadata: { docId: 'blorptech-2021', title: 'Blorptech 2021 annual report', asOf: '2021-12-31', score: 0.8 },
    },
    { text: 'Capital expenditure | 2023\nOther company | 12.5', metadata: { score: 'high' } },
    { text: '', metadata: {} },
  ],
};
