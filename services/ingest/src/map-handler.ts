import type { IngestService } from './compose.ts';
import type { IngestConfig } from './config.ts';
import { type MapResult, runMap } from './modes/run-map.ts';

/** The part of Lambda's context that is used. */
export interface MapContext {
  getRemainingTimeInMillis?(): number;
}

export interface MapHandlerOptions {
  readonly config: Pick<IngestConfig, 'batchSize' | 'lanes' | 'retries' | 'firstPauseMs'>;
  /** Called with the first event; what it gives is used for all that follow. */
  readonly compose: () => Promise<Pick<IngestService, 'worker'>>;
  /** Milliseconds before the end of its time from which on no new batch begins. Default: 30,000. */
  readonly reserveMs?: number;
}

/**
 * A worker of a Step Functions Distributed Map as a handler of Lambda. What it has no time for is in the result as
 * `retry`. See {@link runMap}.
 */
export function createMapHandler({ config, compose, reserveMs = 30_000 }: MapHandlerOptions) {
  let service: ReturnType<typeof compose> | undefined;
  return async (event: unknown, context: MapContext = {}): Promise<MapResult> => {
    service ??= compose();
    const { worker } = await service;
    const stopping = new AbortController();
    const remaining = context.getRemainingTimeInMillis?.();
    const timer =
      remaining === undefined ? undefined : setTimeout(() => stopping.abort(), Math.max(0, remaining - reserveMs));
    try {
      const { batchSize, lanes, retries, firstPauseMs } = config;
      return await runMap(event, { worker, batchSize, lanes, retries, firstPauseMs, stopping: stopping.signal });
    } finally {
      clearTimeout(timer);
    }
  };
}
