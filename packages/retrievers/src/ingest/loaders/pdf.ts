import { IngestError } from '../ingest-error.ts';
import { blocksOfPages } from '../layout/pdf-blocks.ts';
import { linesOfItems, type PdfLine } from '../layout/pdf-lines.ts';
import { loadOptional } from './load-optional.ts';
import type { Loader } from './loader.ts';

interface PdfContent {
  readonly title: string | undefined;
  readonly pages: readonly (readonly PdfLine[])[];
}

/** Titles that programs write by themselves. */
const NO_TITLE = /^(?:microsoft \w+ - |untitled|document\d*$)|\.(?:docx?|pdf|indd|xlsx?|html?|qxd)$/iu;

/** PDF files with a text layer, through PDF.js. Pages are kept; lines that repeat on most pages are dropped. */
export const pdfLoader: Loader = {
  name: 'pdf',
  version: 1,
  suffixes: ['.pdf'],
  isText: false,
  maxBytes: 128 * 2 ** 20,
  async *load(file) {
    const { title, pages } = await readPdf(new Uint8Array(await file.read()));
    const blank = pages.filter((lines) => lines.length === 0).length;
    if (blank === pages.length) {
      throw new IngestError({
        code: 'NO_TEXT',
        message: `none of its ${pages.length} pages has a text layer: it is a scan`,
        fix: 'Run text recognition over it first, e.g. "ocrmypdf FILE NEW", and ingest the result.',
      });
    }
    const notes = blank > 0 ? [`${blank} of ${pages.length} pages have no text layer and were left out.`] : [];
    yield { metadata: {}, blocks: blocksOfPages(pages), notes, ...(title === undefined ? {} : { title }) };
  },
};

async function readPdf(data: Uint8Array): Promise<PdfContent> {
  const { getDocumentProxy } = await loadOptional(() => import('unpdf'), 'Reading PDF files', 'unpdf');
  try {
    const document = await getDocumentProxy(data, { verbosity: 0 });
    try {
      const pages: PdfLine[][] = [];
      for (let number = 1; number <= document.numPages; number++) {
        const page = await document.getPage(number);
        const { items } = await page.getTextContent();
        pages.push(linesOfItems(items.filter((item) => 'str' in item)));
        page.cleanup();
      }
      return { title: titleOf(await document.getMetadata()), pages };
    } finally {
      await document.loadingTask.destroy();
    }
  } catch (cause) {
    throw pdfError(cause);
  }
}

function titleOf({ info }: { info: object }): string | undefined {
  const title = 'Title' in info && typeof info.Title === 'string' ? info.Title.replace(/\s+/gu, ' ').trim() : '';
  return title === '' || NO_TITLE.test(title) ? undefined : title;
}

function pdfError(cause: unknown): IngestError {
  const name = cause instanceof Error ? cause.name : '';
  if (name === 'PasswordException') {
    return new IngestError(
      {
        code: 'ENCRYPTED',
        message: 'it is protected by a password',
        fix: 'Save a copy without a password, e.g. "qpdf --decrypt --password=… FILE NEW".',
      },
      { cause },
    );
  }
  return new IngestError(
    {
      code: 'CORRUPT',
      message: `it is no readable PDF: ${cause instanceof Error ? cause.message : 'unknown error'}`,
      fix: 'Fetch it anew, the copy may be incomplete; or repair it, e.g. "qpdf FILE NEW".',
    },
    { cause },
  );
}
