import { homedir } from 'node:os';
import { join } from 'node:path';

/** What was downloaded and built: shared by all checkouts, may be deleted at any time while nothing runs. */
export function cacheFolder(): string {
  return process.env['PLUMBLINE_STACK_CACHE'] ?? join(homedir(), '.cache', 'plumbline-stack');
}

/** What runs for this checkout: one folder for each service with its state, log and data. */
export function serviceFolder(service: string): string {
  return join(import.meta.dirname, '..', '..', '..', '.plumbline', 'stack', service);
}
