import { PlumblineError } from '../../contracts/plumbline-error.ts';

/**
 * A retriever failed. Its own message is left out, because it may hold text of passages that the caller may not read;
 * errors of Plumbline, whose messages hold none, are passed on as they are.
 */
export class RetrievalError extends PlumblineError {
  constructor(retriever: string, what: string, retryable: boolean) {
    super(
      'RETRIEVAL',
      `The retriever ${retriever} failed (${what}). Run it alone with the same context to see its own message.`,
      { retryable },
    );
  }

  static from(retriever: string, error: unknown): PlumblineError {
    if (PlumblineError.isInstance(error)) return error;
    const name = error instanceof Error ? error.name : typeof error;
    const code =
      error instanceof Error && 'code' in error && /^[A-Z_0-9]{2,40}$/.test(String(error.code))
        ? `, ${error.code}`
        : '';
    return new RetrievalError(retriever, /^[\w.]{1,60}$/.test(name) ? `${name}${code}` : 'Error', code !== '');
  }
}
