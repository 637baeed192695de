import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from 'vitest';
import { type SqsOptions, start } from './start.ts';

const open: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function startSqs(options: SqsOptions = {}) {
  const emulator = await start(options);
  const sqs = new SQSClient({
    endpoint: emulator.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  open.push(emulator.stop, () => sqs.destroy());
  const QueueUrl = emulator.urlOf('documents');
  const receive = async (VisibilityTimeout = 30) =>
    (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout }))).Messages ??
    [];
  const send = (MessageBody: string) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  return { ...emulator, sqs, QueueUrl, receive, send };
}

describe('the SQS emulator, asked by the AWS SDK', () => {
  it('hands a message out, hides it, and forgets it when it is deleted', async () => {
    const { sqs, send, receive, QueueUrl, queue } = await startSqs();
    await send('one é');
    const [message] = await receive();
    expect(message).toMatchObject({ Body: 'one é', Attributes: { ApproximateReceiveCount: '1' } });
    expect(await receive()).toEqual([]);
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
    expect(queue('documents').messages).toEqual([]);
  });

  it('hands it out again when its time is over, and an old receipt deletes nothing', async () => {
    let now = 0;
    const { sqs, send, receive, QueueUrl, queue } = await startSqs({ clock: () => now });
    await send('one');
    const [first] = await receive(10);
    now = 10_000;
    const [second] = await receive(10);
    expect(second?.Attributes?.ApproximateReceiveCount).toBe('2');
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }));
    expect(queue('documents').messages).toHaveLength(1);
    const change = { QueueUrl, ReceiptHandle: second?.ReceiptHandle, VisibilityTimeout: 0 };
    await sqs.send(new ChangeMessageVisibilityCommand(change));
    expect(await receive()).toHaveLength(1);
  });

  it.each([
    ['an unknown queue', { QueueUrl: 'http://localhost/0/none' }, 'QueueDoesNotExist'],
    ['more than ten messages', { MaxNumberOfMessages: 11 }, 'ValidationException'],
  ])('refuses %s', async (_, input, name) => {
    const { sqs, QueueUrl } = await startSqs();
    await expect(sqs.send(new ReceiveMessageCommand({ QueueUrl, ...input }))).rejects.toMatchObject({ name });
  });

  it('meets the faults of the script', async () => {
    const { send } = await startSqs({ faults: [{ kind: 'throttle', operation: 'SendMessage', times: 1 }] });
    await expect(send('one')).rejects.toMatchObject({ name: 'ThrottlingException' });
    await send('two');
  });
});
