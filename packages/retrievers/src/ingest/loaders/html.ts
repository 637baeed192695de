import { IngestError } from '../ingest-error.ts';
import { htmlBlocks } from '../layout/html-blocks.ts';
import { readText } from '../source/decode-text.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Loader } from './loader.ts';

const CHARSET = /<meta\s[^>]*charset\s*=\s*["']?\s*(?<charset>[\w-]+)/iu;
const HEAD_BYTES = 4096;

/** HTML pages; the character set is UTF-8 or the one the page declares. */
export const htmlLoader: Loader = {
  name: 'html',
  version: 1,
  suffixes: ['.html', '.htm', '.xhtml'],
  isText: false,
  maxBytes: 64 * 2 ** 20,
  async *load(file) {
    const { title, blocks } = htmlBlocks(await readHtml(file));
    const heading = blocks.find((block) => block.kind === 'heading' && block.level === 1);
    const name = title ?? (heading?.kind === 'heading' ? heading.text : undefined);
    yield { metadata: {}, blocks, ...(name === undefined ? {} : { title: name }) };
  },
};

async function readHtml(file: SourceFile): Promise<string> {
  const bytes = await file.read();
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD_BYTES));
  const charset = CHARSET.exec(head)?.groups?.charset ?? 'utf-8';
  if (/^utf-?8$/iu.test(charset)) return readText(file.stream());
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new IngestError(
      {
        code: 'CORRUPT',
        message: `the page says that it is in "${charset}", but it cannot be read so`,
        fix: 'Save it as UTF-8 and change its <meta charset>.',
      },
      { cause },
    );
  }
}
