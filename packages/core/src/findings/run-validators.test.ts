import { describe, expect, it } from 'vitest';
import { checkContextSchema } from '../contracts/check-context.ts';
import type { Finding } from '../contracts/finding.ts';
import type { Validator } from '../contracts/validator.ts';
import { runValidators } from './run-validators.ts';

const context = checkContextSchema.parse({
  request: { principal: { tenant: 'demo', id: 'ada', clearance: 'public' }, traceId: 't-1' },
  stage: 'output',
});
const note: Finding = { validator: 'notes', severity: 'info', action: 'allow', message: 'seen' };
const validator = (name: string, check: Validator['check'], stage: Validator['stage'] = 'output'): Validator => ({
  name,
  stage,
  check,
});

describe('running validators', () => {
  it('asks those of the stage, in order', async () => {
    const asked = [
      validator('a', async () => [{ ...note, validator: 'a' }]),
      validator('b', () => [{ ...note, validator: 'b' }], 'input'),
      validator('c', () => [{ ...note, validator: 'c' }]),
    ];
    expect((await runValidators(asked, 'text', context)).map((finding) => finding.validator)).toEqual(['a', 'c']);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('the text: secret');
      },
    ],
    ['rejects', () => Promise.reject(new TypeError('secret'))],
    ['returns what is no finding', () => [{ ...note, validator: '' }]],
  ])('blocks when one %s, without repeating its message', async (_, check) => {
    const broken = validator('broken', check);
    const [finding] = await runValidators([broken], 'secret', context);
    expect(finding).toMatchObject({ validator: 'broken', action: 'block', severity: 'violation' });
    expect(JSON.stringify(finding)).not.toContain('secret');
  });

  it('lets an interrupt of LangGraph through', async () => {
    const interrupt = Object.assign(new Error('interrupt'), { is_bubble_up: true });
    const asking = validator('asking', () => Promise.reject(interrupt));
    await expect(runValidators([asking], 'text', context)).rejects.toBe(interrupt);
  });
});
