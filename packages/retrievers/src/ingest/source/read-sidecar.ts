import { readFile } from 'node:fs/promises';
import { IngestError } from '../ingest-error.ts';
import { parseMetadata } from '../loaders/front-matter.ts';
import { codeOf, SIDECAR_SUFFIX } from './collect-files.ts';
import type { SourceLabels } from './ingest-source.ts';

/**
 * The labels beside a file: `report.pdf.meta.yaml` for `report.pdf`.
 *
 * @throws IngestError INVALID_METADATA when it is there but cannot be read or understood
 */
export async function readSidecar(path: string): Promise<SourceLabels> {
  const text = await readIfThere(path + SIDECAR_SUFFIX);
  return text === undefined ? { metadata: {} } : { text, metadata: parseMetadata(text, SIDECAR_SUFFIX) };
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new IngestError(
      {
        code: 'INVALID_METADATA',
        message: `its labels (${path}) cannot be read (${codeOf(error)})`,
        fix: 'Make the label file readable, or remove it.',
      },
      { cause: error },
    );
  }
}
