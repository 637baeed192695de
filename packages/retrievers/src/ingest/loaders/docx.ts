import { IngestError } from '../ingest-error.ts';
import { htmlBlocks } from '../layout/html-blocks.ts';
import { unpackedSize, unpacksAsSaid } from '../source/zip-size.ts';
import { loadOptional } from './load-optional.ts';
import type { Loader } from './loader.ts';

const OLE = 'd0cf11e0a1b11ae1';
const MOST_UNPACKED = 512 * 2 ** 20;

/** Word documents (DOCX), through mammoth: headings, paragraphs, lists, tables. The title is the first heading of level 1. */
export const docxLoader: Loader = {
  name: 'docx',
  version: 1,
  suffixes: ['.docx'],
  isText: false,
  maxBytes: 64 * 2 ** 20,
  async *load(file) {
    const bytes = Buffer.from(await file.read());
    refuseUnreadable(bytes);
    const { blocks } = htmlBlocks(await toHtml(bytes));
    const heading = blocks.find((block) => block.kind === 'heading' && block.level === 1);
    yield { metadata: {}, blocks, ...(heading?.kind === 'heading' ? { title: heading.text } : {}) };
  },
};

function refuseUnreadable(bytes: Buffer): void {
  if (bytes.subarray(0, 8).toString('hex') === OLE) {
    throw new IngestError({
      code: 'ENCRYPTED',
      message: 'it is protected by a password, or in the old DOC format',
      fix: 'Open it in Word and save it as DOCX without a password.',
    });
  }
  if (unpackedSize(bytes) > MOST_UNPACKED) {
    throw new IngestError({
      code: 'TOO_LARGE',
      message: `it unpacks to more than ${MOST_UNPACKED / 2 ** 20} MB`,
      fix: 'Split the document, or take the embedded media out.',
    });
  }
  if (!unpacksAsSaid(bytes)) {
    throw new IngestError({
      code: 'TOO_LARGE',
      message: 'a part of it unpacks to more than its directory says, as only a file made to do harm does',
      fix: 'Do not open it. Ask whoever sent it for the document again.',
    });
  }
}

async function toHtml(buffer: Buffer): Promise<string> {
  const { default: mammoth } = await loadOptional(() => import('mammoth'), 'Reading DOCX files', 'mammoth');
  try {
    const convertImage = mammoth.images.imgElement(async () => ({ src: '' }));
    return (await mammoth.convertToHtml({ buffer }, { convertImage })).value;
  } catch (cause) {
    throw new IngestError(
      {
        code: 'CORRUPT',
        message: `it is no readable DOCX: ${cause instanceof Error ? cause.message : 'unknown error'}`,
        fix: 'Open it in Word, repair and save it again; or fetch it anew, the copy may be incomplete.',
      },
      { cause },
    );
  }
}
