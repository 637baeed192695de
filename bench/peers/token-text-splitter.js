// LangChain's TokenTextSplitter over the same text. Its tokenizer would fetch its table of ranks from the network when it
// is used first: it gets the table of the installed js-tiktoken instead, before the time is taken.
import { TokenTextSplitter } from '@langchain/textsplitters';
import { Tiktoken } from 'js-tiktoken/lite';
import ranks from 'js-tiktoken/ranks/cl100k_base';
import { chunkingTexts } from '../lib/chunking-texts.ts';
import { medianRound } from '../lib/rounds.ts';

const { before, measured } = chunkingTexts();
const splitter = new TokenTextSplitter({ encodingName: 'cl100k_base', chunkSize: 512, chunkOverlap: 0 });
splitter.tokenizer = new Tiktoken(ranks);

async function cut(texts) {
  for (const text of texts) await splitter.splitText(text);
}

const milliseconds = await medianRound({ prepare: () => cut(before), measured: () => cut(measured) });
process.stdout.write(`${JSON.stringify({ milliseconds })}\n`);
