import { open } from 'node:fs/promises';
import { describeError, IngestServiceError } from '../errors.ts';
import type { DeadLetterSink } from './dead-letters.ts';

/** Dead letters as lines of JSON in a file, on stable storage when `send` resolves. Processes may share the file. */
export function createFileDeadLetters(path: string): DeadLetterSink {
  return {
    async send(letter) {
      try {
        const file = await open(path, 'a');
        try {
          await file.write(`${JSON.stringify(letter)}\n`);
          await file.sync();
        } finally {
          await file.close();
        }
      } catch (cause) {
        const why = describeError(cause).message;
        throw new IngestServiceError('DEAD_LETTER_FAILED', `The dead letter could not be written to ${path}: ${why}`, {
          cause,
          retryable: true,
        });
      }
    },
  };
}
