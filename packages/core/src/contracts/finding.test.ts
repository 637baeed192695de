import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import { spanSchema } from './entity.ts';
import { FINDING_ACTIONS, type Finding, type FindingAction, findingSchema, strictestAction } from './finding.ts';

const finding = (action: FindingAction): Finding => ({ validator: 'v', severity: 'warn', action, message: 'm' });

describe('findings', () => {
  it.each<[FindingAction[], FindingAction]>([
    [[], 'allow'],
    [['allow', 'append'], 'append'],
    [['redact', 'append', 'allow'], 'redact'],
    [['replace', 'redact'], 'replace'],
    [['replace', 'review', 'replace'], 'review'],
    [['review', 'block', 'allow'], 'block'],
  ])('the strictest of %j is %s', (actions, strictest) => {
    expect(strictestAction(actions.map(finding))).toBe(strictest);
  });

  it('the strictest action is as strict as each of them', () => {
    for (const one of FINDING_ACTIONS) {
      for (const other of FINDING_ACTIONS) {
        const strictest = strictestAction([finding(one), finding(other)]);
        expect([one, other]).toContain(strictest);
        expect(strictest).toBe(strictestAction([finding(other), finding(one)]));
      }
    }
  });

  it.each([
    ['an unknown action', { action: 'ignore' }],
    ['an unknown severity', { severity: 'fatal' }],
    ['no validator', { validator: '' }],
    ['a span that ends before it starts', { span: { start: 3, end: 2 } }],
  ])('with %s are refused', (_, change) => {
    expect(findingSchema.safeParse({ ...finding('allow'), ...change }).success).toBe(false);
  });

  it('may mark an empty piece of text', () => {
    expect(spanSchema.safeParse({ start: 3, end: 3 }).success).toBe(true);
  });

  it('have the type their schema gives', () => {
    expectTypeOf<z.infer<typeof findingSchema>>().toEqualTypeOf<Finding>();
  });
});
