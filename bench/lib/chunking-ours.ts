import { blocksOfLines, chunkDocument, createTokenCounter, type LoadedDocument } from '@plumbline/retrievers/ingest';
import { chunkingTexts } from './chunking-texts.ts';
import { medianRound } from './rounds.ts';

const { before, measured } = chunkingTexts();
const metadata: LoadedDocument['metadata'] = {
  docType: '10-K',
  asOf: '2020-12-31',
  classification: 'public',
  acl: ['tenant:bench'],
};

let counter = createTokenCounter();

/** From plain text to passages: tables found, sentences cut, tokens counted, ids hashed. */
async function cut(texts: readonly string[]): Promise<void> {
  for (const [number, text] of texts.entries()) {
    const document = { docId: String(number), title: 'Filing', source: 'bench', metadata, blocks: blocksOfLines(text) };
    for await (const _ of chunkDocument(document, { counter }));
  }
}

const milliseconds = await medianRound({
  // A new counter each time: it knows the words of the text before, not those of the text that is measured.
  prepare: () => {
    counter[Symbol.dispose]();
    counter = createTokenCounter();
    return cut(before);
  },
  measured: () => cut(measured),
});
process.stdout.write(`${JSON.stringify({ milliseconds })}\n`);
