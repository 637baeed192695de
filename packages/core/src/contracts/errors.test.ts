import { describe, expect, it } from 'vitest';
import {
  AuditError,
  BudgetExceededError,
  GuardBlockedError,
  InvalidInputError,
  MissingContextError,
  MissingDependencyError,
  ModelRetiredError,
  RecordStoreError,
  UnsupportedFilterError,
  VersionConflictError,
} from './errors.ts';
import { PlumblineError } from './plumbline-error.ts';

const errors: [string, PlumblineError, string, RegExp][] = [
  ['MissingContextError', new MissingContextError('ask'), 'MISSING_CONTEXT', /^ask needs a RequestContext/],
  ['InvalidInputError', new InvalidInputError('bad'), 'INVALID_INPUT', /^bad$/],
  ['VersionConflictError', new VersionConflictError('p', 's'), 'VERSION_CONFLICT', /p \/ s is not at the expected/],
  ['RecordStoreError', new RecordStoreError('full'), 'RECORD_STORE', /^full$/],
  [
    'UnsupportedFilterError',
    new UnsupportedFilterError('Kendra', 'too deep'),
    'UNSUPPORTED_FILTER',
    /Kendra: too deep/,
  ],
  ['GuardBlockedError', new GuardBlockedError(['a', 'b']), 'GUARD_BLOCKED', /^Blocked by a, b\.$/],
  ['BudgetExceededError', new BudgetExceededError('ada'), 'BUDGET_EXCEEDED', /budget of ada/],
  ['ModelRetiredError', new ModelRetiredError('old', 'new'), 'MODEL_RETIRED', /old is retired; use new/],
  ['AuditError', new AuditError('torn'), 'AUDIT', /^torn$/],
  ['MissingDependencyError', new MissingDependencyError('PDF', 'unpdf'), 'MISSING_DEPENDENCY', /npm install unpdf/],
];

describe('errors', () => {
  it.each(errors)('%s has its name, code and message', (name, error, code, message) => {
    expect(error).toBeInstanceOf(PlumblineError);
    expect([error.name, error.code]).toEqual([name, code]);
    expect(error.message).toMatch(message);
    expect(PlumblineError.isInstance(error)).toBe(true);
  });

  it('have codes of their own', () => {
    expect(new Set(errors.map(([, { code }]) => code)).size).toBe(errors.length);
  });

  it('keep what led to them, and whether a retry may help', () => {
    const cause = new Error('ECONNRESET');
    const error = new AuditError('torn', { cause, retryable: true });
    expect([error.cause, error.retryable]).toEqual([cause, true]);
    expect(new AuditError('torn').retryable).toBe(false);
    expect('cause' in new AuditError('torn')).toBe(false);
  });
});

describe('recognising an error of ours', () => {
  it('works across two copies of the package', async () => {
    const copyUrl = `${new URL('./plumbline-error.ts', import.meta.url).href}?copy`;
    const copy: { PlumblineError: typeof PlumblineError } = await import(/* @vite-ignore */ copyUrl);
    expect(copy.PlumblineError).not.toBe(PlumblineError);
    const foreign = new copy.PlumblineError('CODE', 'from the other copy');
    expect(foreign instanceof PlumblineError).toBe(false);
    expect(PlumblineError.isInstance(foreign)).toBe(true);
    expect(copy.PlumblineError.isInstance(new InvalidInputError('from this copy'))).toBe(true);
  });

  it.each([
    ['another error', new Error('x')],
    ['an object that looks like one', { code: 'AUDIT', retryable: false, message: 'x' }],
    ['a text', 'AUDIT'],
    ['nothing', undefined],
  ])('%s is none', (_, value) => {
    expect(PlumblineError.isInstance(value)).toBe(false);
  });
});
