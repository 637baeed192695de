import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { describeError, IngestServiceError } from '../errors.ts';
import type { DeadLetter, DeadLetterSink } from './dead-letters.ts';

/** Bytes of a message, below the 256 KiB that queues take by default. */
const MAX_BYTES = 240 * 1024;

/** Dead letters as messages of a queue. The code is an attribute of the message too, so that it can be filtered by. */
export function createSqsDeadLetters(client: Pick<SQSClient, 'send'>, queueUrl: string): DeadLetterSink {
  return {
    async send(letter) {
      try {
        await client.send(
          new SendMessageCommand({
            QueueUrl: queueUrl,
            MessageBody: bodyOf(letter),
            MessageAttributes: { code: { DataType: 'String', StringValue: letter.code } },
          }),
        );
      } catch (cause) {
        const { code, message } = describeError(cause);
        throw new IngestServiceError(
          'DEAD_LETTER_FAILED',
          `The dead letter could not be sent to ${queueUrl}: ${code}: ${message}`,
          { cause, retryable: true },
        );
      }
    },
  };
}

function bodyOf(letter: DeadLetter): string {
  const whole = JSON.stringify(letter);
  if (Buffer.byteLength(whole) <= MAX_BYTES) return whole;
  const { failures: _, body: __, ...short } = letter;
  return JSON.stringify({ ...short, message: short.message.slice(0, 2000), fix: short.fix.slice(0, 2000) });
}
