import type { Passage, PassageIndex } from '@plumbline/core';

/** An index for one kind of documents. */
export interface TypedIndex {
  readonly index: PassageIndex;
  /** Whether a passage's `docType` belongs here. */
  includes(docType: string): boolean;
}

/**
 * One index per document type as one: a passage goes to the first index that takes its type. An id is deleted from all
 * of them, since a document whose type was corrected leaves passages in another index.
 *
 * @param indexes the last one should take every type; what none takes is an error
 */
export function routeByType(indexes: readonly TypedIndex[]): PassageIndex {
  const indexOf = ({ id, metadata: { docType } }: Passage): PassageIndex => {
    const found = indexes.find((typed) => typed.includes(docType));
    if (found === undefined) throw new Error(`No index takes the document type ${docType} of the passage ${id}.`);
    return found.index;
  };
  return {
    async addPassages(passages) {
      for (const [index, some] of Map.groupBy(passages, indexOf)) await index.addPassages(some);
    },
    async deletePassages(ids) {
      for (const { index } of indexes) await index.deletePassages(ids);
    },
    async optimise() {
      for (const { index } of indexes) await index.optimise();
    },
  };
}
