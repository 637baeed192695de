export {
  type ClassifierOptions,
  createClassifier,
  type Detector,
} from './classify/classify-document.ts';
export { type ComposeParts, composeIngest, type IngestService } from './compose.ts';
export { type IngestConfig, parseConfig } from './config.ts';
export type { DeadLetter, DeadLetterSink } from './dead-letters/dead-letters.ts';
export type { IngestItem } from './items/ingest-item.ts';
export type { Shard } from './items/shard.ts';
export { readManifest } from './manifest/read-manifest.ts';
export { createMapHandler } from './map-handler.ts';
export { type RunManifestOptions, runManifest } from './modes/run-manifest.ts';
export { type MapResult, runMap } from './modes/run-map.ts';
export { type RunQueueOptions, runQueue } from './modes/run-queue.ts';
export type { RunSummary } from './modes/run-summary.ts';
export type { ItemResult } from './worker/item-result.ts';
