import { csvLoader } from './loaders/csv.ts';
import { docxLoader } from './loaders/docx.ts';
import { htmlLoader } from './loaders/html.ts';
import { jsonlLoader } from './loaders/jsonl.ts';
import type { Loader } from './loaders/loader.ts';
import { markdownLoader } from './loaders/markdown.ts';
import { pdfLoader } from './loaders/pdf.ts';
import { textLoader } from './loaders/text.ts';

/** The formats that can be read, each with its suffixes. */
export const LOADERS: readonly Loader[] = [
  pdfLoader,
  htmlLoader,
  docxLoader,
  markdownLoader,
  textLoader,
  csvLoader,
  jsonlLoader,
];

/** The loader for a file's suffix, in any case; `undefined` for an unknown one. */
export function loaderFor(name: string, loaders: readonly Loader[] = LOADERS): Loader | undefined {
  const lower = name.toLowerCase();
  return loaders.find(({ suffixes }) => suffixes.some((suffix) => lower.endsWith(suffix)));
}
