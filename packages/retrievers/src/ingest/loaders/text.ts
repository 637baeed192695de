import type { Block } from '../document.ts';
import { blocksOfLines } from '../layout/blocks-of-lines.ts';
import { decodeText } from '../source/decode-text.ts';
import type { SourceFile } from '../source/source-file.ts';
import { textWindows } from '../source/text-windows.ts';
import type { Loader } from './loader.ts';

/** Plain text of any length: it is read window by window. */
export const textLoader: Loader = {
  name: 'text',
  version: 1,
  suffixes: ['.txt', '.text'],
  isText: true,
  async *load(file) {
    yield { metadata: {}, blocks: blocksOf(file) };
  },
};

async function* blocksOf(file: SourceFile): AsyncGenerator<Block> {
  for await (const window of textWindows(decodeText(file.stream()))) yield* blocksOfLines(window);
}
