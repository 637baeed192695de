import { PlumblineError } from '@plumbline/core';
import { exitCodeOfError } from '../exit-code.ts';
import type { Output } from '../output.ts';
import { paintFor } from './paint.ts';

/**
 * Says on stderr what went wrong: the message alone for an error of ours, the stack too for one nobody foresaw.
 *
 * @returns the exit code
 */
export function reportError(error: unknown, { stderr }: Output): number {
  const paint = paintFor(stderr);
  if (PlumblineError.isInstance(error)) {
    stderr.write(`${paint.red(`error ${error.code}`)}: ${error.message}\n`);
    if (error.cause instanceof Error) stderr.write(paint.dim(`  because: ${error.cause.message}\n`));
  } else {
    stderr.write(
      `${paint.red('unexpected error')}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
  }
  return exitCodeOfError(error);
}
