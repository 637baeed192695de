import { z } from 'zod';
import { IngestServiceError } from '../errors.ts';
import { type IngestItem, ingestItemSchema, s3Uri } from './ingest-item.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
const notificationSchema = z.object({
  Records: z.array(
    z.object({
      eventSource: z.literal('aws:s3'),
      eventName: z.string(),
      s3: z.object({
        bucket: z.object({ name: z.string().min(1) }),
        /** Encoded as in a form: blanks are plus signs. */
        object: z.object({ key: z.string().min(1), sequencer: z.string().optional() }),
      }),
    }),
  ),
});

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
const eventBridgeSchema = z.object({
  source: z.literal('aws.s3'),
  'detail-type': z.string(),
  detail: z.object({
    bucket: z.object({ name: z.string().min(1) }),
    /** Not encoded. */
    object: z.object({ key: z.string().min(1), sequencer: z.string().optional() }),
  }),
});

const testEventSchema = z.object({ Event: z.literal('s3:TestEvent') });
const topicSchema = z.object({ Type: z.literal('Notification'), Message: z.string() });
/** A dead letter that was moved back to the queue: it is tried again though it was refused before. */
const deadLetterSchema = z.object({ kind: z.literal('plumbline/dead-letter'), item: ingestItemSchema });

const LABELS_SUFFIX = '.meta.yaml';

/**
 * The sources that a message of a queue speaks of: an S3 notification (also through SNS), an S3 event of EventBridge, an
 * item by itself, or a dead letter that came back. Whatever the event says has happened, the item only says where to
 * look: messages come twice and out of order, and the bucket knows what is there now. An event about a file of labels
 * is one about the document it labels.
 *
 * @throws IngestServiceError INVALID_EVENT
 */
export function parseEvent(body: string): IngestItem[] {
  return itemsOf(parseJson(body));
}

function itemsOf(value: unknown): IngestItem[] {
  const topic = topicSchema.safeParse(value);
  if (topic.success) return itemsOf(parseJson(topic.data.Message));
  if (testEventSchema.safeParse(value).success) return [];
  const notification = notificationSchema.safeParse(value);
  if (notification.success) {
    return notification.data.Records.map(({ s3: { bucket, object } }) =>
      lookAt(bucket.name, decodeKey(object.key), object.sequencer),
    );
  }
  const event = eventBridgeSchema.safeParse(value);
  if (event.success) {
    const { bucket, object } = event.data.detail;
    return [lookAt(bucket.name, object.key, object.sequencer)];
  }
  const letter = deadLetterSchema.safeParse(value);
  if (letter.success) return [{ ...letter.data.item, retryRefused: true }];
  const item = ingestItemSchema.safeParse(value);
  if (item.success) return [item.data];
  throw new IngestServiceError(
    'INVALID_EVENT',
    'The message is no S3 notification, no S3 event of EventBridge and no item { "uri": … }: check what is subscribed to the queue.',
  );
}

function lookAt(bucket: string, key: string, sequencer: string | undefined): IngestItem {
  // The sequence of the label file is another one than that of its document.
  if (key.endsWith(LABELS_SUFFIX)) return { uri: s3Uri(bucket, key.slice(0, -LABELS_SUFFIX.length)) };
  const isOrdered = sequencer !== undefined && /^[0-9a-f]+$/iu.test(sequencer);
  return { uri: s3Uri(bucket, key), ...(isOrdered ? { sequencer } : {}) };
}

function decodeKey(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch (cause) {
    throw new IngestServiceError('INVALID_EVENT', `The key ${JSON.stringify(key)} of the event cannot be decoded.`, {
      cause,
    });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new IngestServiceError('INVALID_EVENT', 'The message is no JSON: check what is subscribed to the queue.', {
      cause,
    });
  }
}
