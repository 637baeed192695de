import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latestItems } from './latest-items.ts';
import { parseEvent } from './parse-event.ts';
import { compareSequencers } from './sequencer.ts';

const record = (eventName: string, key: string, sequencer?: string) => ({
  eventVersion: '2.1',
  eventSource: 'aws:s3',
  awsRegion: 'us-east-1',
  eventName,
  s3: {
    bucket: { name: 'documents' },
    object: { key, size: 3, eTag: 'x', versionId: 'v1', ...(sequencer && { sequencer }) },
  },
});
const eventBridge = (type: string, key: string) => ({
  version: '0',
  source: 'aws.s3',
  'detail-type': type,
  detail: { version: '0', bucket: { name: 'documents' }, object: { key, sequencer: '00A1', 'version-id': 'v1' } },
});

describe('a message of the queue', () => {
  it.each<[string, unknown, unknown[]]>([
    [
      'a notification with several records and an encoded key',
      {
        Records: [
          record('ObjectCreated:Put', 'reports/Q4+2023+%C3%A9.pdf', '00A1'),
          record('ObjectRemoved:Delete', 'b'),
        ],
      },
      [{ uri: 's3://documents/reports/Q4 2023 é.pdf', sequencer: '00A1' }, { uri: 's3://documents/b' }],
    ],
    [
      'an event of EventBridge, whose key is not encoded',
      eventBridge('Object Created', 'a+b %20.pdf'),
      [{ uri: 's3://documents/a+b %20.pdf', sequencer: '00A1' }],
    ],
    ['a deletion of EventBridge', eventBridge('Object Deleted', 'a'), [{ uri: 's3://documents/a', sequencer: '00A1' }]],
    [
      'a notification through a topic',
      { Type: 'Notification', Message: JSON.stringify({ Records: [record('ObjectCreated:Put', 'a')] }) },
      [{ uri: 's3://documents/a' }],
    ],
    ['the test event of a new subscription', { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'documents' }, []],
    [
      'an event about a file of labels, as one about its document',
      { Records: [record('ObjectRemoved:Delete', 'a.pdf.meta.yaml', '00A1')] },
      [{ uri: 's3://documents/a.pdf' }],
    ],
    ['an item by itself', { uri: 's3://documents/a', deleted: true }, [{ uri: 's3://documents/a', deleted: true }]],
    [
      'a dead letter that came back',
      { kind: 'plumbline/dead-letter', id: '1', code: 'EMPTY', item: { uri: 's3://documents/a' } },
      [{ uri: 's3://documents/a', retryRefused: true }],
    ],
  ])('may be %s', (_, message, items) => {
    expect(parseEvent(JSON.stringify(message))).toEqual(items);
  });

  it.each([
    ['no JSON', 'x'],
    ['the event of another service', JSON.stringify({ Records: [{ eventSource: 'aws:sqs', body: 'x' }] })],
    ['an item with a relative path', JSON.stringify({ uri: '../secret' })],
    ['an item with keys nobody knows', JSON.stringify({ uri: 's3://documents/a', run: 'rm' })],
    ['a key that cannot be decoded', JSON.stringify({ Records: [record('ObjectCreated:Put', '%E0%A4%A')] })],
  ])('is refused when it is %s', (_, body) => {
    expect(() => parseEvent(body)).toThrow(expect.objectContaining({ code: 'INVALID_EVENT' }));
  });

  it('never ends in anything but items or that refusal', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        try {
          expect(Array.isArray(parseEvent(body))).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ code: 'INVALID_EVENT' });
        }
      }),
    );
  });
});

describe('sequencers', () => {
  it.each([
    ['00A1', '00A2', -1],
    ['00A1', '00a1', 0],
    ['00A1', '00A10', 0],
    ['00A11', '00A1', 1],
  ])('%s against %s: %d', (one, other, order) => {
    expect(compareSequencers(one, other)).toBe(order);
  });

  it('put a source’s newest event first, wherever it stands', () => {
    const uri = 's3://documents/a';
    const newest = { uri, sequencer: '00B0' };
    expect(latestItems([newest, { uri, sequencer: '00A1' }])).toEqual([newest]);
    expect(latestItems([{ uri, sequencer: '00A1', labels: { title: 'T' } }, newest])).toEqual([
      { ...newest, labels: { title: 'T' } },
    ]);
  });
});
