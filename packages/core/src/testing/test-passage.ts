import type { Passage, PassageMetadata } from '../contracts/passage.ts';

/** What a test may say about a passage. */
export interface TestPassageOverrides {
  id?: string;
  pageContent?: string;
  metadata?: Partial<PassageMetadata>;
}

/** A valid public passage of the tenant `demo`. */
export function testPassage({ id = 'doc-1#0', pageContent, metadata }: TestPassageOverrides = {}): Passage {
  return {
    id,
    pageContent: pageContent ?? 'Revenue rose 4.1% to $1.2 billion in fiscal year 2023.',
    metadata: {
      docId: 'doc-1',
      chunk: 0,
      title: 'Example Corp: annual results 2023',
      source: 'example-2023.md',
      docType: '10-K',
      asOf: '2023-12-31',
      classification: 'public',
      acl: ['tenant:demo'],
      ...metadata,
    },
  };
}
