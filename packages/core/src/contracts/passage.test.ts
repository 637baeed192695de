import { Document } from '@langchain/core/documents';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import { testPassage } from '../testing/test-passage.ts';
import {
  accessTokenSchema,
  type Passage,
  type PassageMetadata,
  passageMetadataSchema,
  passageSchema,
} from './passage.ts';

const { metadata } = testPassage();

describe('the metadata of a passage', () => {
  it('keeps members of the user beside its own', () => {
    const more = { ...metadata, page: 1, analyst: 'ada', scores: { bm25: 1.5, vector: 0 } };
    expect(passageMetadataSchema.parse(more)).toEqual(more);
  });

  it.each([
    ['no document', { docId: '' }],
    ['no classification', { classification: undefined }],
    ['an unknown classification', { classification: 'secret' }],
    ['no access list', { acl: undefined }],
    ['page 0', { page: 0 }],
    ['half a chunk', { chunk: 0.5 }],
    ['a score that is no number', { score: Number.NaN }],
  ])('with %s is refused', (_, change) => {
    expect(passageMetadataSchema.safeParse({ ...metadata, ...change }).success).toBe(false);
  });

  it('may have an empty access list, which nobody may read', () => {
    expect(passageMetadataSchema.safeParse({ ...metadata, acl: [] }).success).toBe(true);
  });

  it.each(['tenant:demo', 'group:advisors', 'client:c-1', 'unit:wealth', 'group:*', 'client:*', 'unit:*'])(
    '%s is an access token',
    (token) => {
      expect(accessTokenSchema.safeParse(token).success).toBe(true);
    },
  );

  it.each(['tenant:*', 'tenant:', 'tenant:a b', 'group:a:b', 'group:a*', 'role:x', 'demo', '', 'tenant:demo\n'])(
    '%j is no access token',
    (token) => {
      expect(accessTokenSchema.safeParse(token).success).toBe(false);
    },
  );
});

describe('a passage', () => {
  it('is a LangChain document with an id', () => {
    const document = new Document({ ...testPassage(), metadata });
    expect(passageSchema.parse(document)).toEqual(testPassage());
    expect(passageSchema.safeParse({ ...testPassage(), id: undefined }).success).toBe(false);
    expectTypeOf<Passage>().toExtend<Document<PassageMetadata> | { id: string }>();
    expectTypeOf<z.infer<typeof passageSchema>>().toExtend<Passage>();
    expectTypeOf<Passage['id']>().toEqualTypeOf<string>();
    expectTypeOf<z.infer<typeof passageMetadataSchema>>().toEqualTypeOf<PassageMetadata>();
  });
});
