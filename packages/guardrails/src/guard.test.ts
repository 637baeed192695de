import type { CheckContext, Finding, Validator } from '@plumbline/core';
import { checkContextSchema } from '@plumbline/core';
import { testContext } from '@plumbline/core/testing';
import { describe, expect, it } from 'vitest';
import { createGuard } from './guard.ts';

const context: CheckContext = checkContextSchema.parse({ request: testContext(), stage: 'output' });

function finds(name: string, finding: Partial<Finding>, stage: Validator['stage'] = 'output'): Validator {
  return {
    name,
    stage,
    check: () => [{ validator: name, severity: 'violation', action: 'allow', message: 'found', ...finding }],
  };
}

describe('the guard', () => {
  it('lets a clean text through unchanged', async () => {
    const verdict = await createGuard({ validators: [], stage: 'output' }).check('Revenue was flat [1].', context);
    expect(verdict).toEqual({ text: 'Revenue was flat [1].', action: 'allow', findings: [] });
  });

  it('takes the strictest action and releases nothing when it is a block', async () => {
    const guard = createGuard({
      validators: [finds('a', { action: 'append', replacement: 'More.' }), finds('b', { action: 'block' })],
      stage: 'output',
    });
    const verdict = await guard.check('text', context);
    expect(verdict).toMatchObject({ text: '', action: 'block' });
    expect(verdict.findings.map(({ validator }) => validator)).toEqual(['a', 'b']);
  });

  it('runs only the validators of its stage', async () => {
    const guard = createGuard({ validators: [finds('a', { action: 'block' }, 'input')], stage: 'output' });
    expect((await guard.check('text', context)).action).toBe('allow');
  });

  it('blocks when a validator fails, without repeating the error text', async () => {
    const broken: Validator = {
      name: 'broken',
      stage: 'output',
      check: async () => {
        throw new TypeError('contains client data');
      },
    };
    const verdict = await createGuard({ validators: [broken], stage: 'output' }).check('text', context);
    expect(verdict.action).toBe('block');
    expect(JSON.stringify(verdict)).not.toContain('client data');
  });
});
