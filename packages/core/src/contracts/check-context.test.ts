import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import { testContext } from '../testing/test-context.ts';
import { testPassage } from '../testing/test-passage.ts';
import { type CheckContext, checkContextSchema, STAGES, type Stage } from './check-context.ts';
import type { Finding } from './finding.ts';
import type { Validator } from './validator.ts';

const input = { request: testContext(), stage: 'output' } as const;

describe('what a validator may know', () => {
  it('needs the request and the stage; a retail reader and an empty rest are assumed', () => {
    expect(checkContextSchema.parse(input)).toEqual({
      ...input,
      passages: [],
      citations: [],
      toolResults: [],
      kind: 'answer',
      audience: 'retail',
      firm: { conflicts: [], unauthorisedProducts: [], competitors: [] },
    });
    expectTypeOf<typeof input>().toExtend<z.input<typeof checkContextSchema>>();
    expectTypeOf<z.output<typeof checkContextSchema>>().toEqualTypeOf<CheckContext>();
  });

  it.each([
    ['no request', { request: undefined }],
    ['an unknown stage', { stage: 'thinking' }],
    [
      'a passage of unknown classification',
      { passages: [testPassage({ metadata: { classification: 'x' as never } })] },
    ],
    ['a tool result that is no JSON', { toolResults: [{ tool: 'price', result: new Date(0) }] }],
    ['a client without id', { profile: { riskTolerance: 'moderate' } }],
  ])('with %s is refused', (_, change) => {
    expect(checkContextSchema.safeParse({ ...input, ...change }).success).toBe(false);
  });

  it('keeps further facts about the client', () => {
    const profile = { clientId: 'c-1', taxBracket: 0.32 };
    expect(checkContextSchema.parse({ ...input, profile }).profile).toEqual(profile);
  });

  it('has the stages of a question', () => {
    expect(STAGES).toEqual(['input', 'retrieved', 'tool', 'output']);
    expectTypeOf<Stage>().toEqualTypeOf<'input' | 'retrieved' | 'tool' | 'output'>();
  });
});

describe('a validator', () => {
  it('may answer at once or later', async () => {
    const prompt: Validator = { name: 'prompt', stage: 'output', check: () => [] };
    const slow: Validator = { name: 'slow', stage: 'input', check: async () => [] };
    const context = checkContextSchema.parse(input);
    expect(await Promise.all([prompt, slow].map(({ check }) => check('text', context)))).toEqual([[], []]);
    expectTypeOf<ReturnType<Validator['check']>>().toEqualTypeOf<Finding[] | Promise<Finding[]>>();
    expectTypeOf<Parameters<Validator['check']>>().toEqualTypeOf<[text: string, context: CheckContext]>();
  });
});
