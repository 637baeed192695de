import type { Answer } from '@plumbline/core';
import { InvalidInputError } from '@plumbline/core';
import { describe, expect, it } from 'vitest';
import { type AdvisorOptions, createApp } from './app.ts';
import { developmentIdentity, refuseEveryone } from './identity/identify.ts';

const advisor = {
  tenant: 'demo',
  id: 'ada',
  roles: ['advisor'],
  groups: [],
  businessUnits: [],
  clearance: 'internal' as const,
  clientIds: [],
};

const final: Answer = {
  text: 'Revenue was $10 million [1].',
  citations: [],
  figures: [],
  disclosures: [],
  findings: [],
  confidence: 0.9,
  status: 'final',
  route: { provider: 'fake', model: 'fake', reasons: [] },
  usage: { inputTokens: 1, outputTokens: 1, costUsd: 0 },
  traceId: 't-1',
};

function app(overrides: Partial<AdvisorOptions> = {}) {
  return createApp({
    ask: async () => final,
    identify: developmentIdentity(advisor),
    newTraceId: () => 't-1',
    version: '1.2.3',
    ...overrides,
  });
}

function post(body: unknown): RequestInit {
  return { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

describe('the advisor service', () => {
  it('says that it is well', async () => {
    const response = await app().request('/health');
    expect(await response.json()).toEqual({ status: 'ok', version: '1.2.3' });
  });

  it('answers one question for the caller', async () => {
    const asked: unknown[] = [];
    const response = await app({
      ask: async (question, context) => {
        asked.push(question, context);
        return final;
      },
    }).request('/v1/questions', post({ question: 'How large?', asOf: '2024-01-01' }));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(final);
    expect(asked).toEqual(['How large?', { principal: advisor, traceId: 't-1', asOf: '2024-01-01' }]);
  });

  it('says with 202 that a draft waits for review', async () => {
    const response = await app({ ask: async () => ({ ...final, status: 'pending-review' }) }).request(
      '/v1/questions',
      post({ question: 'How large?' }),
    );
    expect(response.status).toBe(202);
  });

  it('refuses a caller nobody vouches for', async () => {
    const response = await app({ identify: refuseEveryone }).request('/v1/questions', post({ question: 'x' }));
    expect(response.status).toBe(401);
  });

  it.each([
    ['no question', post({})],
    ['an unknown key', post({ question: 'x', clearance: 'restricted' })],
    ['no JSON', { method: 'POST', body: 'question=x' }],
  ])('refuses a body with %s', async (_, init) => {
    const response = await app().request('/v1/questions', init);
    expect(response.status).toBe(400);
  });

  it('refuses a body that is too large', async () => {
    const response = await app().request('/v1/questions', post({ question: 'x'.repeat(300 * 1024) }));
    expect(response.status).toBe(413);
  });

  it('names bad input and keeps what nobody foresaw to itself', async () => {
    const badInput = await app({
      ask: async () => {
        throw new InvalidInputError('The question is empty.');
      },
    }).request('/v1/questions', post({ question: ' ' }));
    expect(badInput.status).toBe(400);
    const broken = await app({
      ask: async () => {
        throw new Error('secret detail');
      },
    }).request('/v1/questions', post({ question: 'x' }));
    expect(broken.status).toBe(500);
    expect(await broken.text()).not.toContain('secret detail');
  });
});
