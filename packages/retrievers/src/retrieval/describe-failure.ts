import { PlumblineError } from '@plumbline/core';

/**
 * What may be told of an error of any retriever or server: its name and code. Its message may hold the text of passages
 * that the caller may not read, or an address.
 */
export function describeFailure(error: unknown): string {
  if (PlumblineError.isInstance(error)) return error.code;
  const name = error instanceof Error && /^[\w.]{1,60}$/.test(error.name) ? error.name : 'Error';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^[A-Z][A-Z_0-9]{1,39}$/.test(code) ? `${name}, ${code}` : name;
}

/** Interrupts of LangGraph are thrown, but are no failures; they must reach the graph. */
export function isGraphInterrupt(error: unknown): boolean {
  return error instanceof Error && 'is_bubble_up' in error && error.is_bubble_up === true;
}
