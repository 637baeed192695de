import { InvalidInputError } from '@plumbline/core';
import type { Block, LoadedDocument } from '../document.ts';
import { cutTable } from './cut-table.ts';
import { cutText } from './cut-text.ts';
import type { Chunk } from './passage-of.ts';
import { PassageWriter } from './passage-writer.ts';
import type { TokenCounter } from './token-counter.ts';

/** The most tokens of a passage. */
export const MAX_PASSAGE_TOKENS = 512;
const FEWEST_TOKENS = 16;

export interface ChunkOptions {
  /** Made by `createTokenCounter`, once for many documents; the caller frees it. */
  readonly counter: TokenCounter;
  /** The most tokens of a passage, 16 to 512. Default: 512. */
  readonly maxTokens?: number;
  /** Sentences before a cut that the next passage of the same text repeats. Default: 0. */
  readonly overlapSentences?: number;
  /** The number of the first passage, where a document comes in parts. Default: 0. */
  readonly firstChunk?: number;
}

/**
 * Cuts a document into passages of at most `maxTokens` tokens (cl100k_base): between sentences and rows of tables, never
 * across pages or sections. A passage begins with the headings it stands under, a piece of a table with the table's
 * caption, unit and names of columns. No text is lost: what is too long for a passage is cut between words.
 * The same document gives the same ids.
 *
 * @throws InvalidInputError for limits out of range
 */
export async function* chunkDocument(document: LoadedDocument, options: ChunkOptions): AsyncGenerator<Chunk> {
  const { counter, maxTokens = MAX_PASSAGE_TOKENS, overlapSentences = 0, firstChunk = 0 } = options;
  if (!Number.isInteger(maxTokens) || maxTokens < FEWEST_TOKENS || maxTokens > MAX_PASSAGE_TOKENS) {
    throw new InvalidInputError(
      `maxTokens is ${maxTokens}: give a whole number from ${FEWEST_TOKENS} to ${MAX_PASSAGE_TOKENS}.`,
    );
  }
  if (!Number.isInteger(overlapSentences) || overlapSentences < 0) {
    throw new InvalidInputError(`overlapSentences is ${overlapSentences}: give 0 or a positive whole number.`);
  }
  const writer = new PassageWriter(document, { counter, maxTokens, firstChunk });
  let tables = 0;
  const cut = (block: Block) => {
    if (block.kind === 'text') return cutText(block.text, writer, overlapSentences);
    if (block.kind === 'table') return cutTable(block, writer, { name: `table ${++tables}`, counter, maxTokens });
    const heading = block.text.replace(/\s+/gu, ' ').trim();
    // The title is metadata of every passage already.
    return writer.enter(heading === document.title ? '' : heading, block.level);
  };
  for await (const block of document.blocks) {
    yield* writer.turnTo(block.page);
    yield* cut(block);
  }
  yield* writer.end();
}
