import { createServer } from 'node:net';
import { InvalidInputError, PlumblineError } from '@plumbline/core';
import { fakeClock, testContext } from '@plumbline/core/testing';
import { describe, expect, it } from 'vitest';
import { testNode } from '../testing/graph/elements.ts';
import { type BoltDriver, type BoltSession, type BoltToken, openDriver } from './driver.ts';
import { NeptuneGraph } from './neptune-graph.ts';
import { NeptuneGraphRetriever } from './retriever.ts';
import type { AwsCredentials } from './tokens.ts';

const url = 'bolt+s://graph.example:8182';
const KEYS: AwsCredentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
const query = { template: 'ownership-chain', start: [{ id: 'a' }] } as const;
const context = testContext();
const minute = 60_000;

interface Opened {
  readonly token: BoltToken | undefined;
  isClosed: boolean;
  sessions: number;
}

/** Drivers that answer as told, and what was asked of them. */
function fakeDrivers(answer: (opened: Opened, text: string) => Promise<object[]>) {
  const opened: Opened[] = [];
  const modes: string[] = [];
  const open = async ({ token }: { token: BoltToken | undefined }): Promise<BoltDriver> => {
    const own: Opened = { token, isClosed: false, sessions: 0 };
    opened.push(own);
    const session = ({ defaultAccessMode }: { defaultAccessMode: string }): BoltSession => {
      own.sessions += 1;
      modes.push(defaultAccessMode);
      return {
        run: async (text) => ({ records: (await answer(own, text)).map((row) => ({ toObject: () => row })) }),
        close: async () => {
          own.sessions -= 1;
        },
      };
    };
    return {
      session,
      close: async () => {
        own.isClosed = true;
      },
    };
  };
  return { open, opened, modes };
}

function failing(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

function setUp(answer: (opened: Opened, text: string) => Promise<object[]> = async () => []) {
  const clock = fakeClock(Date.parse('2026-03-01T12:00:00Z'));
  const drivers = fakeDrivers(answer);
  const iam = { region: 'us-east-1', credentials: async () => KEYS };
  const graph = NeptuneGraph.connect({ url, iam, clock, open: drivers.open });
  const retriever = new NeptuneGraphRetriever({ graph, clock });
  return { ...drivers, clock, graph, ask: async () => await retriever.traverse(query, { context }) };
}

describe('a connection to Neptune', () => {
  it('opens sessions for reading only, and closes them', async () => {
    const { ask, modes, opened } = setUp();
    expect((await ask()).outcome).toBe('unknown-entity');
    expect(modes).toEqual(['READ']);
    expect(opened.map(({ sessions }) => sessions)).toEqual([0]);
  });

  it('keeps one driver while its token holds, and opens another before it ends', async () => {
    const { ask, opened, clock } = setUp();
    await ask();
    clock.advance(3 * minute);
    await ask();
    expect(opened).toHaveLength(1);
    clock.advance(minute);
    await ask();
    expect(opened.map(({ isClosed }) => isClosed)).toEqual([true, false]);
    expect(opened[1]?.token?.credentials).not.toBe(opened[0]?.token?.credentials);
  });

  it('lets who still uses the old driver finish', async () => {
    let release = () => {};
    const blocked = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { ask, opened, clock } = setUp(async (own) => {
      if (own === opened[0]) await blocked;
      return [];
    });
    const slow = ask();
    await expect.poll(() => opened.length).toBe(1);
    clock.advance(4 * minute);
    await ask();
    expect(opened.map(({ isClosed }) => isClosed)).toEqual([false, false]);
    release();
    await slow;
    await expect.poll(() => opened[0]?.isClosed).toBe(true);
  });

  it('renews a token that is refused before its time, once', async () => {
    const refused = failing('BoltProtocol.unexpectedException', "Unexpected server exception 'Signature expired: …'");
    const { ask, opened } = setUp(async (own) => {
      if (own === opened[0]) throw refused;
      return [];
    });
    expect((await ask()).outcome).toBe('unknown-entity');
    expect(opened).toHaveLength(2);
    const always = setUp(async () => {
      throw refused;
    });
    await expect(always.ask()).rejects.toMatchObject({ code: 'GRAPH_AUTH', retryable: false });
    expect(always.opened).toHaveLength(2);
  });

  it.each([
    ['GRAPH_UNAVAILABLE', true, 'ServiceUnavailable', 'Connection was closed by server'],
    ['GRAPH_UNAVAILABLE', true, 'SessionExpired', 'Pool is closed'],
    ['GRAPH_UNAVAILABLE', true, 'Neo.TransientError.General.DatabaseUnavailable', 'busy'],
    ['GRAPH_UNAVAILABLE', true, 'BoltProtocol.unexpectedException', 'ThrottlingException'],
    ['GRAPH_TIMEOUT', true, 'Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration', 'terminated'],
    ['GRAPH_TIMEOUT', true, 'BoltProtocol.unexpectedException', 'TimeLimitExceededException'],
    ['GRAPH_AUTH', false, 'Neo.ClientError.Security.Unauthorized', 'no'],
    ['GRAPH_AUTH', false, 'BoltProtocol.unexpectedException', 'AccessDeniedException'],
    ['GRAPH_QUERY', false, 'Neo.ClientError.Statement.SyntaxError', 'Invalid input'],
  ])('says %s (retryable: %s) when the server answers %s', async (code, retryable, said, message) => {
    const { ask } = setUp(async () => {
      throw failing(said, message);
    });
    await expect(ask()).rejects.toMatchObject({ code, retryable });
  });

  it('believes nothing that is not of the schema', async () => {
    const { acl, tenant, label, ...rest } = testNode('Issuer', 'a');
    const node = { ...rest, tenant, acl: '::tenant:demo::group:*::client:*::unit:*::' };
    const odd: readonly (readonly [string, object[]])[] = [
      ['an unknown classification', [{ labels: [label], node: { ...node, classification: 'secret' } }]],
      ['no classification', [{ labels: [label], node: { ...node, classification: undefined } }]],
      ['no access list', [{ labels: [label], node: { ...node, acl: null } }]],
      ['an access list of odd tokens', [{ labels: [label], node: { ...node, acl: '::everyone::' } }]],
      ['another label', [{ labels: ['Person'], node }]],
      ['another form of row', [{ n: node }]],
    ];
    for (const [what, rows] of odd) {
      const { ask } = setUp(async () => rows);
      await expect(
        ask().catch((error: unknown) => PlumblineError.isInstance(error) && error.code),
        what,
      ).resolves.toBe('GRAPH_QUERY');
    }
  });

  it('checks access again on what the server lets through', async () => {
    const hidden = { id: 'b', name: 'b', tenant: 'demo', classification: 'restricted' };
    const acl = '::client:*::group:*::tenant:demo::unit:*::';
    const edge = { id: 'e', weight: 1, sign: 1, asOf: '2023-01-31', source: 's', tenant: 'demo', acl };
    const { ask } = setUp(async (_, text) => {
      if (text.startsWith('MATCH'))
        return [{ labels: ['Issuer'], node: { ...hidden, id: 'a', classification: 'public', acl } }];
      const step = { label: 'OWNS', from: 'a', to: 'b', edge: { ...edge, classification: 'public' } };
      return [{ walk: 0, steps: [{ ...step, labels: ['Issuer'], node: { ...hidden, acl } }] }];
    });
    expect(await ask()).toMatchObject({ outcome: 'no-path', passages: [] });
  });

  it('sends no credentials without TLS, and knows a URL when it sees one', () => {
    const iam = { region: 'us-east-1', credentials: async () => KEYS };
    expect(() => NeptuneGraph.connect({ url: 'bolt://graph.example:8182', iam })).toThrow(InvalidInputError);
    for (const wrong of ['https://graph.example:8182', 'graph.example:8182', '', 'neo4j://graph.example']) {
      expect(() => NeptuneGraph.connect({ url: wrong })).toThrow(InvalidInputError);
    }
  });
});

describe('the driver', () => {
  it('offers Bolt 4.0, the version that Neptune documents', async () => {
    const offers = await handshakeOf(async (port) => {
      const driver = await openDriver({ url: `bolt://127.0.0.1:${port}`, token: undefined });
      const session = driver.session({ defaultAccessMode: 'READ' });
      await expect(session.run('RETURN 1', {}, {})).rejects.toThrow();
      await session.close();
      await driver.close();
    });
    expect(offers).toContain('4.0');
  });
});

/** The versions a client offers in its first bytes (boltprotocol.org, "Handshake"): four of major, minor and range. */
async function handshakeOf(connect: (port: number) => Promise<void>): Promise<string[]> {
  const offers: string[] = [];
  const server = createServer((socket) => {
    socket.once('data', (bytes) => {
      for (let at = 4; at < 20; at += 4) {
        const [range = 0, minor = 0, major = 0] = bytes.subarray(at + 1, at + 4);
        for (let lower = 0; lower <= range; lower += 1) offers.push(`${major}.${minor - lower}`);
      }
      socket.end(Buffer.from([0, 0, 0, 0]));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await connect(typeof address === 'object' && address !== null ? address.port : 0);
  await new Promise((resolve) => server.close(resolve));
  return offers;
}
