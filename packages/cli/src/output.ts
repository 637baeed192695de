import type { Clock } from '@plumbline/core';

/** Where a command writes, and the time it reads. Results go to stdout, everything else to stderr. */
export interface Output {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly clock: Clock;
}
