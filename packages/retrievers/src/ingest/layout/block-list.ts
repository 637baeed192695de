import type { Block, TableBlock } from '../document.ts';
import { isCaptionLine, isUnitLine } from './table-labels.ts';

/** Collects the blocks of a document; what stands right above a table becomes its caption and unit. */
export class BlockList {
  readonly #blocks: Block[] = [];

  get blocks(): readonly Block[] {
    return this.#blocks;
  }

  addText(text: string): void {
    const content = text.trim();
    if (content !== '') this.#blocks.push({ kind: 'text', text: content });
  }

  addHeading(text: string, level: number): void {
    const content = text.replace(/\s+/gu, ' ').trim();
    if (content !== '') this.#blocks.push({ kind: 'heading', text: content, level });
  }

  addTable(table: Omit<TableBlock, 'kind' | 'unit'>): void {
    if (table.rows.length === 0) return;
    const unit = this.#takeText(isUnitLine);
    const caption = table.caption ?? this.#takeText(isCaptionLine);
    this.#blocks.push({
      kind: 'table',
      ...table,
      ...(caption === undefined ? {} : { caption }),
      ...(unit === undefined ? {} : { unit }),
    });
  }

  /** Removes the last block when it is a text of this kind. */
  #takeText(fits: (line: string) => boolean): string | undefined {
    const last = this.#blocks.at(-1);
    if (last?.kind !== 'text' || !fits(last.text)) return undefined;
    this.#blocks.pop();
    return last.text;
  }
}
