import { appendFile } from 'node:fs/promises';

/** A passage that OpenSearch refused for good. Its text is not in it: it is ingested again from its source. */
export interface DeadLetter {
  readonly index: string;
  readonly id: string;
  readonly docId: string;
  readonly source: string;
  readonly status: number;
  readonly type: string;
  readonly reason: string;
  /** When, ISO 8601. */
  readonly at: string;
}

/** Takes passages that were refused; what is handed over counts as dealt with. */
export type DeadLetters = (letters: readonly DeadLetter[]) => Promise<void>;

/** Appends one line of JSON for each to a file that only its owner can read. */
export function fileDeadLetters(path: string): DeadLetters {
  return async (letters) => {
    await appendFile(path, letters.map((letter) => `${JSON.stringify(letter)}\n`).join(''), {
      mode: 0o600,
      flush: true,
    });
  };
}
