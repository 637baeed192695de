import { createHash, createHmac } from 'node:crypto';
import { type Clock, MissingDependencyError, PlumblineError } from '@plumbline/core';
import { GraphAuthError } from '../graph/errors.ts';
import type { BoltToken } from './driver.ts';

/** Credentials as the AWS SDK's providers give them. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

export interface NeptuneIam {
  /** The region of the cluster: `us-east-1`. */
  readonly region: string;
  /** A provider of the AWS SDK, e.g. `fromNodeProviderChain()`; asked anew for every token. */
  readonly credentials: () => Promise<AwsCredentials>;
}

/** Tokens for the Bolt connection, each as long as it holds. */
export interface NeptuneTokens {
  /** The token in force, or a new one when that ends soon. The same object as long as it is the same token. */
  current(): Promise<BoltToken>;
  /** The next call of `current` makes a new one. */
  renew(): void;
}

/** Neptune refuses a signature five minutes after its date, as SigV4 does. */
const VALID_MS = 5 * 60_000;
/** A token is replaced this long before its end, since connections are made with it until then. */
const MARGIN_MS = 60_000;

/**
 * Signs in to Neptune over Bolt: the token is basic authentication whose password is a request to `/opencypher`, signed with
 * SigV4 for the service `neptune-db`, as JSON
 * (https://docs.aws.amazon.com/neptune/latest/userguide/access-graph-opencypher-bolt.html). A new one is made a minute before
 * the old one, or the credentials it was made with, end.
 *
 * @throws GraphAuthError when the credentials cannot be had or are expired
 * @throws MissingDependencyError when `@smithy/signature-v4` is not installed
 */
export function createNeptuneTokens({
  url,
  iam,
  clock,
}: {
  url: string;
  iam: NeptuneIam;
  clock: Clock;
}): NeptuneTokens {
  let held: { readonly token: Promise<BoltToken>; until: number } | undefined;

  const make = async (own: { until: number }): Promise<BoltToken> => {
    const signedAt = clock();
    const credentials = await credentialsOf(iam, url, signedAt);
    own.until =
      Math.min(signedAt + VALID_MS, credentials.expiration?.getTime() ?? Number.POSITIVE_INFINITY) - MARGIN_MS;
    return await sign(new URL(url), { region: iam.region, credentials, signedAt });
  };
  return {
    async current() {
      if (held === undefined || clock() >= held.until) {
        const next = { until: Number.POSITIVE_INFINITY };
        const token = make(next);
        const own = Object.assign(next, { token });
        held = own;
        token.catch(() => {
          if (held === own) held = undefined;
        });
      }
      return await held.token;
    },
    renew() {
      held = undefined;
    },
  };
}

async function credentialsOf({ credentials }: NeptuneIam, url: string, now: number): Promise<AwsCredentials> {
  const given = await credentials().catch((cause: unknown) => {
    if (PlumblineError.isInstance(cause)) throw cause;
    throw new GraphAuthError(url, `there are none (${cause instanceof Error ? cause.message : String(cause)})`, cause);
  });
  if (given.expiration !== undefined && given.expiration.getTime() <= now) {
    throw new GraphAuthError(url, `they expired at ${given.expiration.toISOString()}`);
  }
  return given;
}

interface Signing {
  readonly region: string;
  readonly credentials: AwsCredentials;
  readonly signedAt: number;
}

async function sign({ host, hostname, port }: URL, { region, credentials, signedAt }: Signing): Promise<BoltToken> {
  const { SignatureV4 } = await import('@smithy/signature-v4').catch((cause: unknown) => {
    throw new MissingDependencyError('Signing in to Neptune', '@smithy/signature-v4', { cause });
  });
  const signer = new SignatureV4({ service: 'neptune-db', region, credentials, sha256: Sha256 });
  const request = { method: 'GET', protocol: 'https:', hostname, port: Number(port), path: '/opencypher', query: {} };
  const signed = await signer.sign(
    { ...request, headers: { host } },
    // Neptune does not see this header, so that it cannot be part of what is signed.
    { signingDate: new Date(signedAt), unsignableHeaders: new Set(['x-amz-content-sha256']) },
  );
  const { authorization, 'x-amz-date': date, 'x-amz-security-token': session } = signed.headers;
  const fields = { Authorization: authorization, HttpMethod: 'GET', 'X-Amz-Date': date, Host: host };
  const password = session === undefined ? fields : { ...fields, 'X-Amz-Security-Token': session };
  return { scheme: 'basic', realm: 'realm', principal: 'username', credentials: JSON.stringify(password) };
}

/** SHA-256 and its HMAC in the form the signer asks for. */
class Sha256 {
  readonly #hash: ReturnType<typeof createHash> | ReturnType<typeof createHmac>;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', toBytes(secret));
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(toBytes(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

function toBytes(data: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data, 'utf8');
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
