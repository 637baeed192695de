import { hash } from 'node:crypto';
import type { LabelDefaults } from '../labels/document-labels.ts';
import type { Loader } from '../loaders/loader.ts';

/** Grows when labels or passages are made in another way: then every file is read anew. */
const INGEST_VERSION = 1;

export interface FingerprintParts {
  readonly contentHash: string;
  /** The text of the label file. */
  readonly sidecar: string | undefined;
  readonly loader: Loader;
  readonly defaults: LabelDefaults;
  readonly maxTokens: number | undefined;
}

/** Two runs with the same fingerprint of a file make the same passages of it. */
export function fingerprintOf({ contentHash, sidecar, loader, defaults, maxTokens }: FingerprintParts): string {
  const { tenant, classification, acl } = defaults;
  const settings = [INGEST_VERSION, loader.name, loader.version, tenant, classification, acl, maxTokens];
  return hash('sha256', JSON.stringify([contentHash, sidecar, settings]));
}
