const marker = Symbol.for('plumbline.error');

/** Extra data of a {@link PlumblineError}. */
export interface PlumblineErrorOptions {
  /** What led to this error. */
  cause?: unknown;
  /** Whether the same call may succeed later. Default: false. */
  retryable?: boolean;
}

/**
 * Base of every error Plumbline throws. `code` is stable across releases and meant for programs; `message` says what
 * is wrong, where, and how to fix it. Recognise one with {@link PlumblineError.isInstance}, which also holds when two
 * copies of the package are loaded.
 */
export class PlumblineError extends Error {
  readonly code: string;
  readonly retryable: boolean;
  readonly [marker]: true = true;

  constructor(code: string, message: string, options: PlumblineErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.retryable = options.retryable ?? false;
  }

  static isInstance(error: unknown): error is PlumblineError {
    return error instanceof Error && (error as { [marker]?: boolean })[marker] === true;
  }
}
