import { homedir } from 'node:os';
import { join } from 'node:path';

/** What was downloaded and built: shared by all checkouts, may be deleted at any time while nothing runs. */
export function cacheFolder(): string {
  return process.env['PLUMBLINE_STACK_CACHE'] ?? join(homedir(), '.cache', 'plumbline-stack');
}

/**
 * What runs for this checkout: one folder for each service with its state, log and data. A bench that wants a server of its
 * own names another place in `PLUMBLINE_STACK_STATE`.
 */
export function serviceFolder(service: string): string {
  const checkout = join(import.meta.dirname, '..', '..', '..', '.plumbline', 'stack');
  return join(process.env['PLUMBLINE_STACK_STATE'] ?? checkout, service);
}
