import { beginRun } from './stack.ts';

/** Servers start when the first test asks for them, and end with the run. */
export function setup(): () => Promise<void> {
  return beginRun();
}
