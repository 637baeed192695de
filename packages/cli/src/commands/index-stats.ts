import { embeddedEstate } from '../config.ts';
import { openIndex } from '../embedded-index.ts';
import { EXIT } from '../exit-code.ts';
import type { Output } from '../output.ts';

export interface IndexStatsOptions {
  readonly home?: string;
  readonly corpus?: string;
  readonly json?: boolean;
  readonly output: Output;
}

/** `plumbline index stats`: what the index holds. */
export async function indexStats({ home, corpus, json, output }: IndexStatsOptions): Promise<number> {
  const estate = embeddedEstate(home, corpus);
  const index = await openIndex(estate);
  try {
    const stats = await index.stats();
    if (json) {
      output.stdout.write(`${JSON.stringify(stats)}\n`);
      return EXIT.final;
    }
    const { passages, documents, bytesOnDisk, identity, indexes } = stats;
    const lines = [
      `directory   ${estate.index}`,
      `passages    ${passages}`,
      `documents   ${documents}`,
      `on disk     ${(bytesOnDisk / 1e6).toFixed(1)} MB`,
      `embeddings  ${identity.embeddings}, ${identity.dimensions} dimensions`,
      `layout      version ${identity.schema}`,
      ...indexes.map(
        ({ column, type, unindexedRows }) =>
          `index       ${column} (${type})${unindexedRows > 0 ? `, ${unindexedRows} passages not yet covered` : ''}`,
      ),
    ];
    output.stdout.write(`${lines.join('\n')}\n`);
    return EXIT.final;
  } finally {
    index.close();
  }
}
