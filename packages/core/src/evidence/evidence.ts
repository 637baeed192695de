import type { Span } from '../contracts/entity.ts';
import type { Period } from '../contracts/figure.ts';

/** A sentence of a passage that can be quoted. */
export interface EvidenceSentence {
  readonly kind: 'sentence';
  /** As it stands in the passage, without outer white space and bullet. */
  readonly text: string;
  readonly span: Span;
  /** The headings and introducing lines it stands under. */
  readonly heading: string;
  /** Sentences with the same number stand in one paragraph. */
  readonly paragraph: number;
}

/** What the rows of one table share. */
export interface EvidenceTable {
  readonly caption: string;
  /** Unit and scale in the table's own words, such as `in millions of US dollars`; empty when it names none. */
  readonly unit: string;
  readonly heading: string;
}

/** One value of a row, with the name of its column (all header lines joined). */
export interface EvidenceCell {
  readonly column: string;
  /** The periods the column's name states. */
  readonly periods: readonly Period[];
  readonly text: string;
}

/** A row of a table that can be quoted. */
export interface EvidenceRow {
  readonly kind: 'row';
  /** The line as it stands in the passage. */
  readonly text: string;
  readonly span: Span;
  readonly label: string;
  /** The row above that heads this part of the table (`Current assets:`); empty when there is none. */
  readonly group: string;
  readonly cells: readonly EvidenceCell[];
  readonly table: EvidenceTable;
}

/** The smallest piece of a passage that can carry an answer. */
export type Evidence = EvidenceSentence | EvidenceRow;
