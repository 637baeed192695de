import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { stackUrl } from './stack.ts';

/** The first bytes a server answers. */
async function exchange(url: string, request: Buffer): Promise<Buffer> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  try {
    return await new Promise((resolve, reject) => {
      socket.once('error', reject).once('data', resolve).write(request);
    });
  } finally {
    socket.destroy();
  }
}

describe('the servers of the stack', () => {
  it('has OpenSearch with vectors and hybrid queries', async () => {
    const response = await fetch(`${await stackUrl('opensearch')}/_cat/plugins?h=component`);
    expect((await response.text()).trim().split('\n').sort()).toEqual(['opensearch-knn', 'opensearch-neural-search']);
  });

  it('has a graph database that speaks Bolt', async () => {
    const proposal = Buffer.from(`6060b017${'00000404'.padEnd(32, '0')}`, 'hex');
    const answer = await exchange(await stackUrl('bolt'), proposal);
    expect(answer.toString('hex')).toBe('00000404');
  });

  it('has Redis', async () => {
    const answer = await exchange(await stackUrl('redis'), Buffer.from('PING\r\n'));
    expect(answer.toString()).toBe('+PONG\r\n');
  });

  it('has DynamoDB, which asks for credentials', async () => {
    const response = await fetch(await stackUrl('dynamodb'), { method: 'POST', body: '{}' });
    expect(await response.text()).toContain('MissingAuthenticationToken');
  });
});
