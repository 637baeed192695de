import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { BUCKET, serviceSetup } from '../fixtures/service-setup.ts';
import { createEmfMetrics } from './emf.ts';

const name = z.string().min(1).max(1024);
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
const directiveSchema = z.strictObject({
  Namespace: z.string().min(1).max(1024),
  Dimensions: z.array(z.array(z.string().min(1).max(250)).max(30)).min(1),
  Metrics: z
    .array(z.strictObject({ Name: name, Unit: z.enum(['Count', 'Milliseconds', 'Bytes']).optional() }))
    .max(100),
});
const eventSchema = z
  .looseObject({
    _aws: z.strictObject({ Timestamp: z.int().nonnegative(), CloudWatchMetrics: z.array(directiveSchema).min(1) }),
  })
  .superRefine((event, context) => {
    for (const { Dimensions, Metrics } of event._aws.CloudWatchMetrics) {
      const targets: [string, z.ZodType][] = [
        ...Dimensions.flat().map((key): [string, z.ZodType] => [key, z.string().min(1).max(1024)]),
        ...Metrics.map(({ Name }): [string, z.ZodType] => [
          Name,
          z.union([z.number(), z.array(z.number()).min(1).max(100)]),
        ]),
      ];
      for (const [key, schema] of targets) {
        if (!schema.safeParse(event[key]).success)
          context.addIssue({ code: 'custom', message: `${key} has no right value` });
      }
    }
  });

describe('metrics in the embedded format', () => {
  it('are events that CloudWatch takes, however many values there are', () => {
    const lines: string[] = [];
    const metrics = createEmfMetrics({
      namespace: 'Test',
      dimensions: { Service: 'ingest' },
      write: (line) => lines.push(line),
      clock: () => 1_700_000_000_000,
    });
    for (let at = 0; at < 250; at++) metrics.add('Latency', 'Milliseconds', at);
    for (let at = 0; at < 130; at++) metrics.add(`Metric${at}`, 'Count', 1);
    metrics.flush();
    metrics.flush();
    const events = lines.map((line) => eventSchema.parse(JSON.parse(line)));
    expect(events.flatMap(({ Latency }) => Latency ?? [])).toHaveLength(250);
    expect(events.flatMap((event) => Object.keys(event).filter((key) => /^Metric\d/u.test(key)))).toHaveLength(130);
    for (const line of lines) expect(line).not.toContain('\n');
  });

  it('tell what each batch was about', async () => {
    await using setup = await serviceSetup();
    setup.s3.objects.put(BUCKET, 'a.txt', 'Sales fell.');
    setup.s3.objects.put(BUCKET, 'b.txt', 'a\0b');
    await setup.process('a.txt', 'b.txt');
    const events = setup.lines.map((line) => eventSchema.parse(JSON.parse(line)));
    expect(events).toEqual([
      expect.objectContaining({ Service: 'ingest', Documents: 1, Chunks: 1, Tokens: 3, Failures: 1, Retries: 0 }),
    ]);
  });
});
