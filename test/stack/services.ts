import { bolt } from './bolt/service.ts';
import { dynamodb } from './dynamodb/service.ts';
import type { Service } from './lib/service.ts';
import { opensearch } from './opensearch/service.ts';
import { redis } from './redis/service.ts';

/** Every server of the stack. */
export const SERVICES = { opensearch, bolt, redis, dynamodb } as const satisfies Record<string, Service>;

export type ServiceName = keyof typeof SERVICES;

export const SERVICE_NAMES = Object.keys(SERVICES) as ServiceName[];

/** Names of a command line; none mean all. */
export function parseServiceNames(names: readonly string[]): ServiceName[] {
  const unknown = names.filter((name) => !Object.hasOwn(SERVICES, name));
  if (unknown.length > 0) throw new Error(`No service ${unknown.join(', ')}. There are ${SERVICE_NAMES.join(', ')}.`);
  return names.length === 0 ? SERVICE_NAMES : SERVICE_NAMES.filter((name) => names.includes(name));
}
