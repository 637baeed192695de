import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { AwsError } from '../lib/aws-json.ts';
import type { KendraDocument } from './documents.ts';

/** Either a token or a user with groups, as Kendra asks. */
export const userContextSchema = z
  .strictObject({
    Token: z.string().min(1).optional(),
    UserId: z.string().min(1).max(200).optional(),
    Groups: z.array(z.string().min(1).max(200)).min(1).max(2048).optional(),
    DataSourceGroups: z.array(z.strictObject({ GroupId: z.string(), DataSourceId: z.string() })).optional(),
  })
  .refine(
    ({ Token, UserId, Groups }) => Token === undefined || (UserId === undefined && Groups === undefined),
    'give a token, or a user and groups, not both',
  );
export type UserContext = z.infer<typeof userContextSchema>;

/** Who asks. */
export interface Searcher {
  readonly user?: string | undefined;
  readonly groups: readonly string[];
}

const claimsSchema = z.object({ username: z.string(), groups: z.array(z.string()).default([]) });

/** A JSON Web Token (HS256) as an identity provider would issue for Kendra's "JWT with a shared secret". */
export function signToken(claims: z.input<typeof claimsSchema>, secret: string): string {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${signed}.${signatureOf(signed, secret)}`;
}

/** @throws AwsError AccessDeniedException for a token that the secret did not sign */
export function searcherOf({ Token, UserId, Groups = [] }: UserContext, secret: string): Searcher {
  if (Token === undefined) return { user: UserId, groups: Groups };
  const [header = '', payload = '', signature] = Token.split('.');
  if (signature !== signatureOf(`${header}.${payload}`, secret)) {
    throw new AwsError('AccessDeniedException', 'The user token is not valid.');
  }
  const { username, groups } = claimsSchema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  return { user: username, groups };
}

/** Public documents, and those that allow the user or a group and deny neither. */
export function maySee({ user, groups }: Searcher, { access }: KendraDocument): boolean {
  const concerns = access.filter(({ type, name }) => (type === 'USER' ? name === user : groups.includes(name)));
  if (concerns.some((entry) => entry.access === 'DENY')) return false;
  return access.every((entry) => entry.access === 'DENY') || concerns.length > 0;
}

function signatureOf(text: string, secret: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url');
}
