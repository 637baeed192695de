import { createHash, createHmac } from 'node:crypto';
import { fakeClock } from '@plumbline/core/testing';
import { describe, expect, it } from 'vitest';
import { GraphAuthError } from '../graph/errors.ts';
import { type AwsCredentials, createNeptuneTokens } from './tokens.ts';

const url = 'bolt+s://graph.cluster-abc.us-east-1.neptune.amazonaws.com:8182';
const host = 'graph.cluster-abc.us-east-1.neptune.amazonaws.com:8182';
const minute = 60_000;
const KEYS: AwsCredentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};

function tokensWith(credentials: () => Promise<AwsCredentials>) {
  const clock = fakeClock(Date.parse('2026-03-01T12:00:00Z'));
  const made: AwsCredentials[] = [];
  const iam = {
    region: 'us-east-1',
    credentials: async () => {
      const given = await credentials();
      made.push(given);
      return given;
    },
  };
  return { clock, made, tokens: createNeptuneTokens({ url, iam, clock }) };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** The signature by the letter of SigV4 (docs.aws.amazon.com, "Create a signed AWS API request"), without the SDK. */
function signatureBySpecification({ date, session }: { date: string; session?: string }): {
  signed: string;
  signature: string;
} {
  const headers = [
    `host:${host}`,
    `x-amz-date:${date}`,
    ...(session === undefined ? [] : [`x-amz-security-token:${session}`]),
  ];
  const signed = headers.map((line) => line.slice(0, line.indexOf(':'))).join(';');
  const canonical = ['GET', '/opencypher', '', ...headers, '', signed, sha256('')].join('\n');
  const scope = `${date.slice(0, 8)}/us-east-1/neptune-db/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n');
  const dayKey = hmac(`AWS4${KEYS.secretAccessKey}`, date.slice(0, 8));
  const key = ['us-east-1', 'neptune-db', 'aws4_request'].reduce(hmac, dayKey);
  return { signed, signature: hmac(key, toSign).toString('hex') };
}

describe('a token for Neptune', () => {
  it.each([
    ['of a user', undefined],
    ['of a role', 'IQoJb3JpZ2luX2VjE+session//token=='],
  ])('%s is the signed request to /opencypher as a password', async (_, session) => {
    const { tokens } = tokensWith(async () => (session === undefined ? KEYS : { ...KEYS, sessionToken: session }));
    const { scheme, realm, principal, credentials } = await tokens.current();
    expect([scheme, realm, principal]).toEqual(['basic', 'realm', 'username']);
    const date = '20260301T120000Z';
    const { signed, signature } = signatureBySpecification({ date, ...(session === undefined ? {} : { session }) });
    const scope = '20260301/us-east-1/neptune-db/aws4_request';
    expect(JSON.parse(credentials)).toEqual({
      Authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/${scope}, SignedHeaders=${signed}, Signature=${signature}`,
      HttpMethod: 'GET',
      'X-Amz-Date': date,
      Host: host,
      ...(session === undefined ? {} : { 'X-Amz-Security-Token': session }),
    });
  });

  it('is the same until a minute before its end, and then another', async () => {
    const { tokens, clock, made } = tokensWith(async () => KEYS);
    const first = await tokens.current();
    clock.advance(4 * minute - 1);
    expect(await tokens.current()).toBe(first);
    clock.advance(1);
    const second = await tokens.current();
    expect(second).not.toBe(first);
    expect(JSON.parse(second.credentials)['X-Amz-Date']).toBe('20260301T120400Z');
    expect(made).toHaveLength(2);
  });

  it('ends with the credentials it was made with', async () => {
    let expiration = new Date('2026-03-01T12:03:00Z');
    const { tokens, clock } = tokensWith(async () => ({ ...KEYS, expiration }));
    const first = await tokens.current();
    clock.advance(2 * minute);
    expiration = new Date('2026-03-01T13:00:00Z');
    expect(await tokens.current()).not.toBe(first);
  });

  it('is made once for all who ask at the same time', async () => {
    const { tokens, made } = tokensWith(async () => KEYS);
    const [first, ...others] = await Promise.all([tokens.current(), tokens.current(), tokens.current()]);
    for (const other of others) expect(other).toBe(first);
    expect(made).toHaveLength(1);
  });

  it('is made anew when asked for', async () => {
    const { tokens } = tokensWith(async () => KEYS);
    const first = await tokens.current();
    tokens.renew();
    expect(await tokens.current()).not.toBe(first);
  });

  it('cannot be made of expired credentials or none, and is tried again', async () => {
    const answers: (() => Promise<AwsCredentials>)[] = [
      async () => ({ ...KEYS, expiration: new Date('2026-03-01T11:59:59Z') }),
      async () => {
        throw new Error('Token is expired. To refresh this SSO session run aws sso login');
      },
      async () => KEYS,
    ];
    const { tokens } = tokensWith(async () => await (answers.shift()?.() ?? Promise.reject(new Error('no more'))));
    await expect(tokens.current()).rejects.toThrow(/expired at 2026-03-01T11:59:59/);
    await expect(tokens.current()).rejects.toBeInstanceOf(GraphAuthError);
    await expect(tokens.current()).resolves.toMatchObject({ scheme: 'basic' });
  });
});
