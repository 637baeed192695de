import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BaseCallbackHandler } from '@langchain/core/callbacks/base';
import { type Composition, composeEmbedded, embeddedEstate, openWritableIndex } from '@plumbline/cli';
import { CLASSIFICATIONS, canRead, type Passage, type Principal } from '@plumbline/core';
import { testPassage } from '@plumbline/core/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const TOPICS = ['revenue', 'liquidity', 'litigation', 'rating'];
const ACLS = [
  ['tenant:demo'],
  ['tenant:other'],
  ['tenant:demo', 'group:compliance'],
  ['tenant:demo', 'client:c-1', 'group:advisors'],
  ['tenant:demo', 'unit:trading'],
  [],
];

/** A passage for every class, access list and topic, each with a word that stands nowhere else. */
const passages: Passage[] = CLASSIFICATIONS.flatMap((classification) =>
  ACLS.flatMap((acl, list) =>
    TOPICS.map((topic) => {
      const secret = `zq${classification.slice(0, 3)}${list}${topic.slice(0, 3)}`;
      return testPassage({
        id: `${secret}-id#0`,
        pageContent: `The ${topic} of Northwind in fiscal 2022 was described as ${secret}, about 12.5 million dollars.`,
        metadata: {
          docId: `${secret}-doc`,
          title: `Northwind ${topic} ${secret}`,
          source: `${secret}.md`,
          company: 'Northwind',
          fiscalYear: 2022,
          asOf: '2022-12-31',
          classification,
          acl,
        },
      });
    }),
  ),
);
const secretOf = (passage: Passage): string => passage.id.replace('-id#0', '');

/** Writes down everything LangChain tells its tracers. */
class EavesdroppingHandler extends BaseCallbackHandler {
  name = 'eavesdropper';
  readonly heard: unknown[] = [];
  override handleChainStart = (...args: unknown[]): void => void this.heard.push(args);
  override handleChainEnd = (...args: unknown[]): void => void this.heard.push(args);
  override handleChainError = (error: unknown): void => void this.heard.push(String(error));
  override handleRetrieverStart = (...args: unknown[]): void => void this.heard.push(args);
  override handleRetrieverEnd = (...args: unknown[]): void => void this.heard.push(args);
  override handleRetrieverError = (error: unknown): void => void this.heard.push(String(error));
  override handleChatModelStart = (...args: unknown[]): void => void this.heard.push(args);
  override handleLLMEnd = (...args: unknown[]): void => void this.heard.push(args);
}

let home: string;
let plumbline: Composition;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'plumbline-clearance-'));
  const estate = embeddedEstate(home);
  const target = await openWritableIndex(estate, Date.now);
  await target.index.addPassages(passages);
  await target.index.optimise();
  await target[Symbol.asyncDispose]();
  plumbline = await composeEmbedded({ estate });
});

afterAll(async () => {
  await plumbline.close();
  await rm(home, { recursive: true, force: true });
});

const principals: fc.Arbitrary<Principal> = fc.record({
  tenant: fc.constantFrom('demo', 'other', 'third'),
  id: fc.constant('ada'),
  roles: fc.constant<string[]>([]),
  groups: fc.subarray(['advisors', 'compliance']),
  businessUnits: fc.subarray(['trading']),
  clearance: fc.constantFrom(...CLASSIFICATIONS),
  clientIds: fc.subarray(['c-1']),
});
const questions = fc.oneof(
  fc.constantFrom(...TOPICS).map((topic) => `What was the ${topic} of Northwind in fiscal 2022?`),
  fc.constantFrom(...passages).map((passage) => `What does ${secretOf(passage)} say of Northwind?`),
  fc.constantFrom(...passages).map((passage) => `Show ${passage.metadata.title} from ${passage.metadata.source}`),
);

describe('a passage the asker may not read', () => {
  it('shows in no answer, score, event, trace or error', async () => {
    let readableSeen = 0;
    await fc.assert(
      fc.asyncProperty(principals, questions, async (principal, question) => {
        const eavesdropper = new EavesdroppingHandler();
        const seen: unknown[] = [];
        try {
          const stream = await plumbline.agent.stream(
            { question },
            {
              context: { principal, traceId: 'trace' },
              streamMode: ['values', 'updates', 'custom', 'debug'],
              callbacks: [eavesdropper],
            },
          );
          for await (const part of stream) seen.push(part);
        } catch (error) {
          seen.push(String(error), error instanceof Error ? [error.stack, String(error.cause)] : []);
        }
        const everything = JSON.stringify([seen, eavesdropper.heard]).replaceAll(question, '');
        for (const passage of passages) {
          if (question.includes(secretOf(passage))) continue;
          if (canRead(principal, passage.metadata)) readableSeen += everything.includes(secretOf(passage)) ? 1 : 0;
          else expect(everything).not.toContain(secretOf(passage));
        }
      }),
      { numRuns: 40 },
    );
    expect(readableSeen).toBeGreaterThan(0);
  });

  it('is not confirmed to exist by asking for its very words', async () => {
    const forbidden = passages.filter(({ metadata }) => metadata.classification === 'restricted');
    const principal: Principal = {
      tenant: 'demo',
      id: 'ada',
      roles: [],
      groups: ['advisors', 'compliance'],
      businessUnits: ['trading'],
      clearance: 'internal',
      clientIds: ['c-1'],
    };
    for (const passage of forbidden.slice(0, 6)) {
      const answer = await plumbline.ask(`What is ${secretOf(passage)}?`, { principal, traceId: 't' });
      const nonsense = await plumbline.ask('What is zqnonexistent?', { principal, traceId: 't' });
      expect({ ...answer, usage: null }).toEqual({ ...nonsense, usage: null });
    }
  });
});
