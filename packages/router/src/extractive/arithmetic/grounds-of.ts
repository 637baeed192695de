import { findTableBlocks, isInstructionLike, type PromptSource, segmentSentences, withoutNotes } from '@plumbline/core';
import { type Grounds, readGrounds, type Source } from '@plumbline/core/derivations';

/** Parts the number of a source from the number of its part in the id of a ground. */
const SEPARATOR = '/';

/** Reads sources into tables and texts to calculate with. Paragraphs that give orders to a model are left out. */
export function groundsOf(sources: readonly PromptSource[]): Grounds {
  return readGrounds(sources.flatMap(partsOf));
}

/** The number `[n]` of the source that a ground came from. */
export function sourceNumber(id: string): number {
  return Number(id.split(SEPARATOR)[0]);
}

function partsOf({ n, text }: PromptSource): Source[] {
  const parts: Source[] = [];
  let end = 0;
  const addText = (piece: string): void => {
    const kept = withoutInstructions(piece);
    if (kept.trim() !== '') parts.push({ id: `${n}${SEPARATOR}${parts.length}`, kind: 'text', text: kept });
  };
  for (const block of findTableBlocks(text)) {
    addText(text.slice(end, block.start));
    const { rows, caption } = block;
    if (!rows.flat().some(isInstructionLike)) {
      const cells = rows.map((row) => row.map(withoutNotes));
      parts.push({ id: `${n}${SEPARATOR}${parts.length}`, kind: 'table', rows: cells, caption });
    }
    end = block.end;
  }
  addText(text.slice(end));
  return parts;
}

function withoutInstructions(text: string): string {
  return text
    .split(/\n\s*\n/)
    .filter((paragraph) => !segmentSentences(paragraph).some((sentence) => isInstructionLike(sentence.text)))
    .join('\n\n');
}
