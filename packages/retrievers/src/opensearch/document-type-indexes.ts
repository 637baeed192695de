import type { Passage, PassageIndex } from '@plumbline/core';
import { InvalidInputError } from '@plumbline/core';
import type { OpenSearchIndex } from './passage-index.ts';

/**
 * Indexes of several document types as one to write to: each passage goes to the first index whose type takes its
 * `docType`. A passage whose type has changed leaves the index it was in.
 *
 * @throws InvalidInputError (from `addPassages`) for a passage that no type takes; nothing is written then
 *
 * @example
 * const all = documentTypeIndexes(await Promise.all(DOCUMENT_TYPES.map((type) => OpenSearchIndex.open({ ...options, type, alias: `firm-${type.name}` }))));
 */
export function documentTypeIndexes(indexes: readonly OpenSearchIndex[]): PassageIndex {
  return {
    async addPassages(passages) {
      const byIndex = new Map(indexes.map((index) => [index, [] as Passage[]]));
      for (const passage of passages) byIndex.get(indexFor(passage, indexes))?.push(passage);
      await Promise.all(
        [...byIndex].map(async ([index, own]) => {
          await index.addPassages(own);
          const ids = own.map(({ id }) => id);
          await Promise.all(indexes.map((other) => (other === index ? undefined : other.deletePassages(ids))));
        }),
      );
    },
    async deletePassages(ids) {
      await Promise.all(indexes.map((index) => index.deletePassages(ids)));
    },
    async optimise() {
      await Promise.all(indexes.map((index) => index.optimise()));
    },
  };
}

function indexFor({ id, metadata }: Passage, indexes: readonly OpenSearchIndex[]): OpenSearchIndex {
  const found = indexes.find(({ options }) => options.type.includes(metadata.docType));
  if (found !== undefined) return found;
  const types = indexes.map(({ options }) => options.type.name).join(', ');
  throw new InvalidInputError(
    `The passage ${JSON.stringify(id)} is of the type ${JSON.stringify(metadata.docType)}, which none of ${types} takes.`,
  );
}
