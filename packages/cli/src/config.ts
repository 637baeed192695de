import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import {
  classificationSchema,
  InvalidInputError,
  type Principal,
  principalSchema,
  type RequestContext,
  requestContextSchema,
} from '@plumbline/core';
import { z } from 'zod';

/** The tenant that the embedded profile reads and writes for, unless told otherwise. */
export const LOCAL_TENANT = 'demo';

/** The places of one embedded estate: an index with its records and its audit trail. */
export interface Estate {
  /** Everything below this folder belongs to Plumbline. */
  readonly home: string;
  readonly index: string;
  readonly records: string;
  readonly audit: string;
}

/**
 * The embedded estate of a folder of documents, or the general one that `plumbline ingest` fills.
 *
 * @param home where Plumbline keeps its files. Default: `PLUMBLINE_HOME`, else `.plumbline` in the working directory
 * @param corpus a folder of documents that gets an index of its own
 */
export function embeddedEstate(home: string | undefined, corpus?: string): Estate {
  const root = resolve(home ?? process.env['PLUMBLINE_HOME'] ?? '.plumbline');
  const place = corpus === undefined ? root : join(root, 'corpora', corpusName(corpus));
  return {
    home: place,
    index: join(place, 'index'),
    records: join(place, 'records.sqlite'),
    audit: join(place, 'audit'),
  };
}

function corpusName(corpus: string): string {
  try {
    const path = realpathSync(corpus);
    return createHash('sha256').update(path).digest('hex').slice(0, 16);
  } catch (cause) {
    throw new InvalidInputError(`The corpus folder ${corpus} cannot be read. Give an existing folder.`, { cause });
  }
}

/** What the caller of the command may say about who asks. */
export interface AskerOptions {
  readonly tenant?: string;
  readonly clearance?: string;
  readonly group?: readonly string[];
  readonly client?: readonly string[];
  readonly unit?: readonly string[];
}

/**
 * The principal of a local command: the operating system's user, in the local tenant. Whoever runs the command can read
 * the files anyway; access control here shows what an advisor with these rights would see.
 */
export function localPrincipal({
  tenant = LOCAL_TENANT,
  clearance = 'internal',
  group,
  client,
  unit,
}: AskerOptions): Principal {
  return parse('who asks', principalSchema, {
    tenant,
    id: userInfo().username,
    roles: ['advisor'],
    groups: group ?? ['advisors'],
    businessUnits: unit ?? [],
    clearance: parse('--clearance', classificationSchema, clearance),
    clientIds: client ?? [],
  });
}

/** The request context of a local command. `asOf` is a day or an instant in ISO 8601. */
export function localContext(principal: Principal, traceId: string, asOf?: string): RequestContext {
  return parse('--as-of', requestContextSchema, { principal, traceId, ...(asOf === undefined ? {} : { asOf }) });
}

function parse<T>(what: string, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const why = z.prettifyError(parsed.error).replaceAll('\n', ' ');
  throw new InvalidInputError(`${what} is not valid: ${why}.`);
}
