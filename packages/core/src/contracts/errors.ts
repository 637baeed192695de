import { PlumblineError, type PlumblineErrorOptions } from './plumbline-error.ts';

/** A call that needs a `RequestContext` on `config.context` did not get a valid one. Nothing was read or sent. */
export class MissingContextError extends PlumblineError {
  constructor(where: string, why = 'config.context is missing', options?: PlumblineErrorOptions) {
    super(
      'MISSING_CONTEXT',
      `${where} needs a RequestContext: ${why}. Pass { context: { principal, traceId } } on the config of invoke.`,
      options,
    );
  }
}

/** Input from outside (a file, a flag, a record) does not have the form it must have. */
export class InvalidInputError extends PlumblineError {
  constructor(message: string, options?: PlumblineErrorOptions) {
    super('INVALID_INPUT', message, options);
  }
}

/** A record changed (or came to exist) between the read and the conditional write. Read it again and retry. */
export class VersionConflictError extends PlumblineError {
  constructor(partition: string, sort: string, options?: PlumblineErrorOptions) {
    super('VERSION_CONFLICT', `The record ${partition} / ${sort} is not at the expected version; read it again.`, {
      retryable: true,
      ...options,
    });
  }
}

/** The store of the records cannot be opened, read or written; nothing was half-written. */
export class RecordStoreError extends PlumblineError {
  constructor(message: string, options?: PlumblineErrorOptions) {
    super('RECORD_STORE', message, options);
  }
}

/** A filter uses a form that this store cannot express. Filters are never weakened in silence. */
export class UnsupportedFilterError extends PlumblineError {
  constructor(target: string, what: string, options?: PlumblineErrorOptions) {
    super('UNSUPPORTED_FILTER', `The filter cannot be compiled for ${target}: ${what}.`, options);
  }
}

/** The guard stopped a text. The findings say why; the text itself is not in the error. */
export class GuardBlockedError extends PlumblineError {
  readonly validators: readonly string[];
  constructor(validators: readonly string[], options?: PlumblineErrorOptions) {
    super('GUARD_BLOCKED', `Blocked by ${validators.join(', ')}.`, options);
    this.validators = validators;
  }
}

/** A reservation would exceed the budget, or the budget store cannot be reached (fail closed). */
export class BudgetExceededError extends PlumblineError {
  constructor(scope: string, options?: PlumblineErrorOptions) {
    super('BUDGET_EXCEEDED', `The budget of ${scope} does not allow this call.`, options);
  }
}

/** A model of the configuration is no longer offered. */
export class ModelRetiredError extends PlumblineError {
  constructor(model: string, successor: string, options?: PlumblineErrorOptions) {
    super('MODEL_RETIRED', `${model} is retired; use ${successor}.`, options);
  }
}

/** The audit trail could not be written or is not whole. No answer may leave without its record. */
export class AuditError extends PlumblineError {
  constructor(message: string, options?: PlumblineErrorOptions) {
    super('AUDIT', message, options);
  }
}

/** An optional library that a subpath needs is not installed. */
export class MissingDependencyError extends PlumblineError {
  constructor(feature: string, packageName: string, options?: PlumblineErrorOptions) {
    super(
      'MISSING_DEPENDENCY',
      `${feature} needs the package ${packageName}: run "npm install ${packageName}".`,
      options,
    );
  }
}
