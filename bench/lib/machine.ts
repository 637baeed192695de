import { availableParallelism, cpus, totalmem } from 'node:os';

/** What a figure was measured on. */
export interface Machine {
  cpu: string;
  cores: number;
  node: string;
  /** Gibibytes of main memory, one decimal. */
  memoryGb: number;
}

/** The facts of this machine that a reader needs to judge a figure. */
export function machine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    node: process.version,
    memoryGb: Math.round((totalmem() / 2 ** 30) * 10) / 10,
  };
}
