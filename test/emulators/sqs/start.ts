import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { AwsError, awsJson } from '../lib/aws-json.ts';
import { type Emulator, type StartOptions, startServer } from '../lib/server.ts';
import { md5Of, Queue } from './queue.ts';

export interface SqsOptions extends StartOptions {
  /** Names of the queues there are. Default: `documents` and `dead-letters`. */
  readonly queues?: readonly string[];
  /** Epoch milliseconds; moves it to make hidden messages visible. Default: `Date.now`. */
  readonly clock?: () => number;
}

export interface SqsEmulator extends Emulator {
  queue(name: string): Queue;
  urlOf(name: string): string;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const LONGEST_VISIBILITY = 43_200;
const LARGEST_MESSAGE = 1024 * 1024;
/** Long polls end early here: a test shall not wait. */
const LONGEST_WAIT_MS = 200;

const queueUrl = z.string().min(1);
const visibility = z.int().min(0).max(LONGEST_VISIBILITY);

const sendSchema = z.strictObject({
  QueueUrl: queueUrl,
  MessageBody: z.string().min(1),
  MessageAttributes: z.record(z.string(), z.unknown()).optional(),
  DelaySeconds: z.int().min(0).max(900).optional(),
});

const receiveSchema = z.strictObject({
  QueueUrl: queueUrl,
  MaxNumberOfMessages: z.int().min(1).max(10).default(1),
  VisibilityTimeout: visibility.default(30),
  WaitTimeSeconds: z.int().min(0).max(20).default(0),
  AttributeNames: z.array(z.string()).optional(),
  MessageSystemAttributeNames: z.array(z.string()).optional(),
  MessageAttributeNames: z.array(z.string()).optional(),
});

const deleteSchema = z.strictObject({ QueueUrl: queueUrl, ReceiptHandle: z.string().min(1) });
const changeSchema = deleteSchema.extend({ VisibilityTimeout: visibility });

/** Starts `SendMessage`, `ReceiveMessage`, `DeleteMessage` and `ChangeMessageVisibility` over queues in memory. */
export async function start({
  queues = ['documents', 'dead-letters'],
  clock = Date.now,
  ...options
}: SqsOptions = {}): Promise<SqsEmulator> {
  const byName = new Map(queues.map((name) => [name, new Queue(clock)]));
  const find = (url: string): Queue => {
    const queue = byName.get(url.slice(url.lastIndexOf('/') + 1));
    if (queue === undefined) throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
    return queue;
  };
  const service = awsJson({
    target: 'AmazonSQS',
    operations: {
      SendMessage: (raw) => {
        const input = sendSchema.parse(raw);
        if (Buffer.byteLength(input.MessageBody) > LARGEST_MESSAGE) {
          throw new AwsError('InvalidParameterValue', 'One or more parameters are invalid. Reason: Message too long.');
        }
        const message = find(input.QueueUrl).send(input.MessageBody, input.MessageAttributes, input.DelaySeconds);
        return { MessageId: message.id, MD5OfMessageBody: md5Of(message.body) };
      },
      ReceiveMessage: async (raw) => await receive(receiveSchema.parse(raw), find),
      DeleteMessage: (raw) => {
        const { QueueUrl, ReceiptHandle } = deleteSchema.parse(raw);
        find(QueueUrl).delete(ReceiptHandle);
        return {};
      },
      ChangeMessageVisibility: (raw) => {
        const { QueueUrl, ReceiptHandle, VisibilityTimeout } = changeSchema.parse(raw);
        if (find(QueueUrl).hide(ReceiptHandle, VisibilityTimeout)) return {};
        throw new AwsError('MessageNotInflight', 'The message referred to is not in flight.');
      },
    },
  });
  const emulator = await startServer(service, options);
  const urlOf = (name: string) => `${emulator.url}/000000000000/${name}`;
  return { ...emulator, urlOf, queue: (name) => find(urlOf(name)) };
}

async function receive(
  { QueueUrl, MaxNumberOfMessages, VisibilityTimeout, WaitTimeSeconds }: z.infer<typeof receiveSchema>,
  find: (url: string) => Queue,
): Promise<object> {
  const queue = find(QueueUrl);
  let received = queue.receive(MaxNumberOfMessages, VisibilityTimeout);
  if (received.length === 0 && WaitTimeSeconds > 0) {
    await sleep(Math.min(WaitTimeSeconds * 1000, LONGEST_WAIT_MS));
    received = queue.receive(MaxNumberOfMessages, VisibilityTimeout);
  }
  if (received.length === 0) return {};
  return {
    Messages: received.map(({ message, receipt }) => ({
      MessageId: message.id,
      ReceiptHandle: receipt,
      Body: message.body,
      MD5OfBody: md5Of(message.body),
      Attributes: { ApproximateReceiveCount: String(message.receives) },
    })),
  };
}
