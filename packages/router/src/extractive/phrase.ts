import { type Candidate, type EvidenceCell, type EvidenceRow, isPeriodCell, withoutNotes } from '@plumbline/core';

/** One sentence of an answer: a faithful quotation and the number of its source. */
export function phrase({ source, evidence, cells }: Candidate): string {
  const quote = evidence.kind === 'row' ? phraseRow(evidence, cells) : phraseSentence(evidence.text);
  return `${quote} [${source.n}].`;
}

/** Marks of footnotes go: in an answer they would read as citations. */
function phraseSentence(text: string): string {
  return withoutNotes(text)
    .replace(/\*\*|__/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\s.;]+$/, '');
}

/** `Net sales, FY2019: 260,174; FY2018: 265,595 (in millions of US dollars)`. */
function phraseRow(row: EvidenceRow, cells: readonly EvidenceCell[]): string {
  const label = withoutNotes(row.label);
  const values = cells.map((cell) => ({
    ...nameParts(label, withoutNotes(cell.column)),
    text: withoutNotes(cell.text),
  }));
  const name = values[0]?.name ?? label;
  const group = row.group === '' || isPeriodCell(label) ? '' : `${withoutNotes(row.group)}, `;
  const caption = SAYS_LITTLE.test(name) ? captionOf(row) : '';
  const parts = values.map(({ name: own, period, text }) => {
    const about = [own === name ? '' : own, period].filter((part) => part !== '').join(', ');
    return about === '' ? text : `${about}: ${text}`;
  });
  const texts = values.map(({ text }) => text);
  const isNamed = parts[0] !== texts[0];
  const unit = unitOf(row, name, texts);
  return `${caption}${group}${name}${isNamed ? ', ' : ': '}${parts.join('; ')}${unit}`.replace(/^[,:] /, '');
}

/** Rows that are named by what stands above the table. */
const SAYS_LITTLE = /^(?:totals?|net|gross|overall|sum|other|amounts?|full year|balance)$|^(?:all|year)\b/i;

function captionOf({ table: { caption } }: EvidenceRow): string {
  const name = withoutNotes(caption)
    .replace(/\s*\([^()]*\)\s*/g, ' ')
    .trim()
    .replace(/[:.]$/, '');
  return name === '' || name.length > 120 ? '' : `${name} — `;
}

/** Which of row label and column header names the thing, and which the period. */
function nameParts(label: string, column: string): { name: string; period: string } {
  if (isPeriodCell(label) && !isPeriodCell(column)) return { name: column, period: label };
  return { name: label, period: column };
}

const PER_SHARE = /per[- ](?:\w+ )?share|\bEPS\b/i;

/**
 * Unit and scale in the table's words, unless the values carry their own. "except per-share data" splits the words:
 * what stands before it is for the other rows.
 */
function unitOf({ table: { unit } }: EvidenceRow, name: string, values: readonly string[]): string {
  if (unit === '' || values.every((value) => value.includes('%'))) return '';
  const [scaled = '', exception] = unit.split(/,?\s*(?:except|other than)\b/i);
  if (exception === undefined) return ` (${unit})`;
  if (!PER_SHARE.test(name)) return ` (${scaled.trim()})`;
  const currency = /\b(?:US dollars|euros?|Swiss francs|pounds sterling|yen)\b/i.exec(scaled)?.[0];
  return currency === undefined ? ' (per share)' : ` (${currency} per share)`;
}
