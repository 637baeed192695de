/**
 * From plain text to passages of at most 512 tokens, beside LangChain's TokenTextSplitter, which cuts anywhere. Both run
 * over the same text in processes of their own, in turns.
 */
import { createTokenCounter } from '@plumbline/retrievers/ingest';
import { chunkingTexts } from './lib/chunking-texts.ts';
import { ensurePeers } from './lib/ensure-peers.ts';
import { printResults, ratioOf, rounded } from './lib/results.ts';
import { median } from './lib/rounds.ts';
import { runChild } from './lib/run-child.ts';

const TURNS = 3;

const ours = new URL('./lib/chunking-ours.ts', import.meta.url);
const peers = new URL('./peers/token-text-splitter.js', import.meta.url);

ensurePeers();
const times = { ours: [] as number[], peer: [] as number[] };
for (let turn = 0; turn < TURNS; turn++) {
  times.ours.push((await runChild<{ milliseconds: number }>(ours)).milliseconds);
  times.peer.push((await runChild<{ milliseconds: number }>(peers)).milliseconds);
}

const counter = createTokenCounter();
const tokens = chunkingTexts().measured.reduce((sum, text) => sum + counter.encodeAndCount(text), 0);
counter[Symbol.dispose]();
const value = (tokens / median(times.ours)) * 1000;
const peerValue = (tokens / median(times.peer)) * 1000;
printResults('chunking', [
  {
    metric: 'tokensPerSecond',
    value: rounded(value),
    unit: 'tokens/s',
    peer: 'LangChain TokenTextSplitter',
    peerValue: rounded(peerValue),
    ratio: ratioOf(value, peerValue, 'higher'),
  },
]);
