import { z } from 'zod';
import type { Call } from './call.ts';
import { IndexMissingError } from './errors.ts';
import { readIdentity, type SearchIndexIdentity } from './identity.ts';
import { type IndexBodyOptions, indexBody, indexTemplate } from './schema.ts';

/** The index behind an alias. */
export interface IndexVersion {
  /** Such as `filings-v000003`. */
  readonly index: string;
  readonly identity: SearchIndexIdentity;
}

const mappingsSchema = z.record(z.string(), z.object({ mappings: z.unknown() }));

export function indexName(alias: string, version: number): string {
  return `${alias}-v${String(version).padStart(6, '0')}`;
}

export function versionOf(index: string): number {
  return Number(/-v(\d+)$/.exec(index)?.[1] ?? 0);
}

/** The index an alias leads to, or nothing. */
export async function currentVersion(call: Call, alias: string): Promise<IndexVersion | undefined> {
  const path = `/${encodeURIComponent(alias)}/_mapping`;
  const { body, statusCode } = await call({ method: 'GET', path }, { allow: [404] });
  if (statusCode === 404) return undefined;
  const [found] = Object.entries(mappingsSchema.parse(body));
  return found === undefined ? undefined : { index: found[0], identity: readIdentity(found[0], found[1].mappings) };
}

/** Names of every version there is, the oldest first. */
export async function listVersions(call: Call, alias: string): Promise<string[]> {
  const { body } = await call({
    method: 'GET',
    path: `/${encodeURIComponent(`${alias}-v*`)}`,
    querystring: { filter_path: '*.aliases' },
  });
  return Object.keys(z.record(z.string(), z.unknown()).parse(body ?? {}))
    .filter((index) => versionOf(index) > 0)
    .sort((left, right) => versionOf(left) - versionOf(right));
}

/** Makes the first version with its alias, and the template for those to come. Another process may be first. */
export async function createFirst(call: Call, alias: string, options: IndexBodyOptions): Promise<void> {
  await putTemplate(call, alias, options);
  const body = { ...indexBody(options), aliases: { [alias]: { is_write_index: true } } };
  const path = `/${encodeURIComponent(indexName(alias, 1))}`;
  await call({ method: 'PUT', path, body }, { allow: [400] });
  if ((await currentVersion(call, alias)) === undefined) {
    // It was not the name that was taken: say what was wrong.
    await call({ method: 'PUT', path, body });
    throw new IndexMissingError(alias);
  }
}

export async function putTemplate(call: Call, alias: string, options: IndexBodyOptions): Promise<void> {
  await call({
    method: 'PUT',
    path: `/_index_template/${encodeURIComponent(alias)}`,
    body: indexTemplate(alias, options),
  });
}
