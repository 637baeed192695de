import type { Clock } from '@plumbline/core';

/** Units of CloudWatch that are used here. */
export type EmfUnit = 'Count' | 'Milliseconds' | 'Bytes';

export interface EmfOptions {
  /** The namespace of the metrics in CloudWatch. */
  readonly namespace: string;
  /** Name and value of each dimension; every metric has all of them. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** Takes a line without its end, best to standard output: where the CloudWatch agent and Lambda look for it. */
  readonly write: (line: string) => void;
  readonly clock: Clock;
}

/** Collects values, and writes them out as one event. */
export interface EmfMetrics {
  add(name: string, unit: EmfUnit, value: number): void;
  /** Writes what was added since, and forgets it. Writes nothing when nothing was. */
  flush(): void;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
const MOST_VALUES = 100;
const MOST_METRICS = 100;

/** Metrics in CloudWatch's embedded metric format: lines of JSON that are logs and metrics in one. */
export function createEmfMetrics({ namespace, dimensions, write, clock }: EmfOptions): EmfMetrics {
  const series = new Map<string, { unit: EmfUnit; values: number[] }>();
  const event = (some: readonly (readonly [string, { unit: EmfUnit; values: readonly number[] }])[]) => ({
    _aws: {
      Timestamp: clock(),
      CloudWatchMetrics: [
        {
          Namespace: namespace,
          Dimensions: [Object.keys(dimensions)],
          Metrics: some.map(([name, { unit }]) => ({ Name: name, Unit: unit })),
        },
      ],
    },
    ...dimensions,
    ...Object.fromEntries(some.map(([name, { values }]) => [name, values.length === 1 ? values[0] : values])),
  });
  return {
    add(name, unit, value) {
      const found = series.get(name) ?? { unit, values: [] };
      found.values.push(value);
      series.set(name, found);
    },
    flush() {
      while (series.size > 0) {
        const some = [...series].slice(0, MOST_METRICS).map(([name, { unit, values }]) => {
          const taken = { unit, values: values.splice(0, MOST_VALUES) };
          if (values.length === 0) series.delete(name);
          return [name, taken] as const;
        });
        write(JSON.stringify(event(some)));
      }
    },
  };
}
