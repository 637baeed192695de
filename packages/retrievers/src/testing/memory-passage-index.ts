import { type Passage, type PassageIndex, passageSchema } from '@plumbline/core';

/** What was asked of a {@link MemoryPassageIndex}, in order. */
export type PassageIndexCall = 'add' | 'delete' | 'optimise';

/** A passage index in memory, for tests of what writes to one. Passages are checked against the contract. */
export class MemoryPassageIndex implements PassageIndex {
  readonly passages = new Map<string, Passage>();
  readonly calls: PassageIndexCall[] = [];

  async addPassages(passages: readonly Passage[]): Promise<void> {
    this.calls.push('add');
    const checked = passages.map((passage): Passage => passageSchema.parse(passage));
    for (const passage of checked) this.passages.set(passage.id, passage);
  }

  async deletePassages(ids: readonly string[]): Promise<void> {
    this.calls.push('delete');
    for (const id of ids) this.passages.delete(id);
  }

  async optimise(): Promise<void> {
    this.calls.push('optimise');
  }
}
