import { createHash } from 'node:crypto';
import type { IngestFailure } from '@plumbline/retrievers/ingest';
import type { IngestItem } from '../items/ingest-item.ts';

/** Something that no further try will get into the index, and why. */
export interface DeadLetter {
  readonly kind: 'plumbline/dead-letter';
  /** The same for the same failure of the same version: a crash may send it twice. */
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  /** What to send to the queue, or put into a manifest, to try it again; absent for a message that is no event. */
  readonly item?: IngestItem;
  readonly code: string;
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
  /** Which version of the source it is about. */
  readonly version?: string;
  /** Every part of it that was refused, up to ten; the first one is that above. */
  readonly failures?: readonly IngestFailure[];
  /** The message that could not be read, up to 4,000 characters. */
  readonly body?: string;
}

/** Takes what cannot be ingested. When `send` resolves, it is kept. @throws IngestServiceError DEAD_LETTER_FAILED */
export interface DeadLetterSink {
  send(letter: DeadLetter): Promise<void>;
}

export function deadLetter(letter: Omit<DeadLetter, 'kind' | 'id'>): DeadLetter {
  const { item, code, message, version, body } = letter;
  const id = createHash('sha256')
    .update(JSON.stringify([item?.uri, code, message, version, body]))
    .digest('hex');
  return { kind: 'plumbline/dead-letter', id: id.slice(0, 32), ...letter };
}
