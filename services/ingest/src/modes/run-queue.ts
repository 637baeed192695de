import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Clock } from '@plumbline/core';
import { type DeadLetterSink, deadLetter } from '../dead-letters/dead-letters.ts';
import { describeError } from '../errors.ts';
import type { IngestItem } from '../items/ingest-item.ts';
import { parseEvent } from '../items/parse-event.ts';
import type { IngestWorker } from '../worker/ingest-worker.ts';
import { type ItemResult, isSettled } from '../worker/item-result.ts';
import { createPauses, pause } from './pause.ts';

export interface RunQueueOptions {
  readonly worker: Pick<IngestWorker, 'process'>;
  readonly sqs: Pick<SQSClient, 'send'>;
  readonly queueUrl: string;
  readonly deadLetters: DeadLetterSink;
  readonly clock: Clock;
  /** How long a received message is hidden from other workers, in seconds: longer than any batch takes. */
  readonly visibilitySeconds: number;
  /** Receivers side by side. */
  readonly lanes: number;
  readonly firstPauseMs: number;
  /** Ends after what is under way. */
  readonly stopping: AbortSignal;
  readonly signal?: AbortSignal;
  /** Ends when the queue has nothing to give. Default: false. */
  readonly untilEmpty?: boolean;
  /** Told of what went wrong with the queue itself. */
  readonly onTrouble?: (trouble: { code: string; message: string }) => void;
}

/** A message with the sources it speaks of. */
interface Parsed {
  readonly message: Message;
  readonly items: readonly IngestItem[];
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
const MOST_MESSAGES = 10;
const LONG_POLL_SECONDS = 20;
const LONGEST_VISIBILITY_SECONDS = 43_200;
const BODY_CHARACTERS = 4_000;

/**
 * Deals with the messages of a queue until it is told to stop. A message is deleted when every source it speaks of is
 * done with; until then it comes back, later each time. While nothing at all can be done, nothing more is received.
 */
export async function runQueue(options: RunQueueOptions): Promise<void> {
  await Promise.all(Array.from({ length: options.lanes }, () => receiveLoop(options)));
}

async function receiveLoop(options: RunQueueOptions): Promise<void> {
  const { stopping, untilEmpty = false, firstPauseMs, onTrouble } = options;
  const pauses = createPauses(firstPauseMs);
  while (!stopping.aborted) {
    try {
      const messages = await receive(options);
      if (messages.length === 0 && untilEmpty) return;
      if (messages.length === 0 || (await handle(messages, options))) {
        pauses.reset();
        continue;
      }
    } catch (error) {
      if (stopping.aborted) return;
      onTrouble?.(describeError(error));
    }
    await pause(pauses.next(), stopping);
  }
}

async function receive({ sqs, queueUrl, visibilitySeconds, stopping }: RunQueueOptions): Promise<Message[]> {
  const { Messages } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: MOST_MESSAGES,
      WaitTimeSeconds: LONG_POLL_SECONDS,
      VisibilityTimeout: visibilitySeconds,
      MessageSystemAttributeNames: ['ApproximateReceiveCount'],
    }),
    { abortSignal: stopping },
  );
  return Messages ?? [];
}

/** @returns whether anything could be done */
async function handle(messages: readonly Message[], options: RunQueueOptions): Promise<boolean> {
  const parsed: Parsed[] = [];
  for (const message of messages) {
    const one = await parse(message, options);
    if (one !== undefined) parsed.push(one);
  }
  const results = await options.worker.process(
    parsed.flatMap(({ items }) => items),
    options.signal,
  );
  const byUri = new Map(results.map((result) => [result.item.uri, result]));
  for (const { message, items } of parsed) {
    const open = items.flatMap(({ uri }) => byUri.get(uri) ?? []).filter((result) => !isSettled(result));
    if (open.length === 0) await remove(message, options);
    else await hide(message, open, options);
  }
  return results.length === 0 || results.some(isSettled);
}

/** A message that nobody can read becomes a dead letter, and goes only when that is kept. */
async function parse(message: Message, options: RunQueueOptions): Promise<Parsed | undefined> {
  const body = message.Body ?? '';
  try {
    return { message, items: parseEvent(body) };
  } catch (error) {
    const { deadLetters, clock, onTrouble } = options;
    const fix = 'Subscribe only S3 events to this queue. Nothing was lost of what the message may have meant.';
    try {
      await deadLetters.send(
        deadLetter({
          at: new Date(clock()).toISOString(),
          ...describeError(error),
          fix,
          body: body.slice(0, BODY_CHARACTERS),
        }),
      );
      await remove(message, options);
    } catch (trouble) {
      onTrouble?.(describeError(trouble));
    }
    return undefined;
  }
}

async function remove({ ReceiptHandle }: Message, { sqs, queueUrl }: RunQueueOptions): Promise<void> {
  await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
}

/** Later with each time it was received: 30 seconds, a minute, two, … up to 15 minutes, or when its source is free. */
async function hide(message: Message, open: readonly ItemResult[], { sqs, queueUrl }: RunQueueOptions): Promise<void> {
  const receives = Number(message.Attributes?.ApproximateReceiveCount ?? 1);
  const backoff = Math.min(30 * 2 ** (receives - 1), 900);
  const known = Math.max(0, ...open.map(({ retryAfterMs = 0 }) => Math.ceil(retryAfterMs / 1000)));
  const seconds = open.every(({ code }) => code === 'BUSY') ? known : Math.max(backoff, known);
  await sqs.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: queueUrl,
      ReceiptHandle: message.ReceiptHandle,
      VisibilityTimeout: Math.min(seconds, LONGEST_VISIBILITY_SECONDS),
    }),
  );
}
