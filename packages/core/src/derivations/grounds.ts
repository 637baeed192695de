import { readTable } from '../tables/read-table.ts';
import type { Measure, PeriodMark, Table } from '../tables/table.ts';
import { readStatedScale } from './stated-scale.ts';
import { readTextNumbers } from './text-numbers.ts';
import { contentWords } from './words.ts';

/** A piece of what was retrieved: a table as rows of cells, or text. `id` names it in formulas and reasons. */
export type Source =
  | {
      readonly id: string;
      readonly kind: 'table';
      readonly rows: readonly (readonly string[])[];
      readonly caption?: string;
    }
  | { readonly id: string; readonly kind: 'text'; readonly text: string };

/** A number that an answer may state or calculate with. `value` is as printed; `measure.scale` is what it counts in. */
export interface Operand {
  readonly kind: 'cell' | 'text' | 'history' | 'constant';
  readonly value: number;
  readonly decimals: number;
  readonly measure: Measure;
  readonly periods: readonly PeriodMark[];
  /** Index into `Grounds.lines`; -1 for earlier answers and constants. */
  readonly line: number;
  /** Column of a cell, position of a number in its sentence. */
  readonly column: number;
}

/** What can be pointed at as "the row": a row of a table, or the words around one number of a text. */
export interface Line {
  readonly kind: 'row' | 'sentence';
  /** Index into `Grounds.tables`; -1 for a sentence. */
  readonly table: number;
  readonly source: string;
  readonly label: string;
  readonly words: readonly string[];
  /** Headings above the row; the rest of the sentence. */
  readonly sectionWords: readonly string[];
  readonly total: boolean;
  readonly periods: readonly PeriodMark[];
  readonly operands: readonly Operand[];
}

export interface ColumnFacts {
  readonly label: string;
  readonly words: readonly string[];
  readonly periods: readonly PeriodMark[];
}

/** Everything the figures of an answer can rest on, read once for all its questions. */
export interface Grounds {
  readonly tables: readonly Table[];
  readonly lines: readonly Line[];
  /** By table, then by column. */
  readonly columns: readonly (readonly ColumnFacts[])[];
  /** How many rows and columns of the tables carry a word. */
  readonly wordCounts: ReadonlyMap<string, number>;
  /** The scale that the text around states ("amounts in thousands"), for tables that state none. */
  readonly statedScale: number | undefined;
}

/**
 * Reads tables and texts into numbers with what they are about. Linear in the size of the sources; never throws.
 * A number of the text that merely repeats a cell of a table is left out.
 */
export function readGrounds(sources: readonly Source[]): Grounds {
  const tables: Table[] = [];
  const lines: Line[] = [];
  const columns: ColumnFacts[][] = [];
  for (const source of sources) {
    if (source.kind === 'text') continue;
    const table = readTable(source.rows, source.caption === undefined ? {} : { caption: source.caption });
    columns.push(table.columns.map(({ label, periods }) => ({ label, words: contentWords(label), periods })));
    addRows(table, { id: source.id, index: tables.length, lines });
    tables.push(table);
  }
  const printed = new Set(lines.flatMap(({ operands }) => operands.map(({ value }) => Math.abs(value))));
  for (const source of sources) if (source.kind === 'text') addNumbers(source.text, { id: source.id, lines, printed });
  return {
    tables,
    lines,
    columns,
    wordCounts: countWords(lines, columns),
    statedScale: readStatedScale(sources, lines),
  };
}

function addRows(table: Table, into: { id: string; index: number; lines: Line[] }): void {
  for (const row of table.rows) {
    const line = into.lines.length;
    const operands: Operand[] = [];
    for (const { quantity, column } of row.cells) {
      if (quantity === undefined) continue;
      const { value, decimals, ...measure } = quantity;
      const periods = combine(row.columns[column]?.periods ?? [], row.periods);
      operands.push({ kind: 'cell', value, decimals, measure, periods, line, column });
    }
    into.lines.push({
      kind: 'row',
      table: into.index,
      source: into.id,
      label: row.label,
      words: contentWords(row.label),
      sectionWords: contentWords(row.section.join(' ')),
      total: row.total,
      periods: row.periods,
      operands,
    });
  }
}

/** A row of a quarter under a column of a year is that quarter of that year. */
function combine(column: readonly PeriodMark[], row: readonly PeriodMark[]): readonly PeriodMark[] {
  const [own] = row;
  if (own === undefined) return column;
  if (column.length === 0) return row;
  return column.map((mark) => ({ ...mark, ...own, ...(mark.year === undefined ? {} : { year: mark.year }) }));
}

/** Every number of a text becomes a line of its own: the words around it are its label, the rest of the sentence its section. */
function addNumbers(text: string, into: { id: string; lines: Line[]; printed: ReadonlySet<number> }): void {
  for (const { number, position, around, sentence, sentenceWords, periods } of readTextNumbers(text)) {
    if (into.printed.has(Math.abs(number.value)) && number.measure.scale === 1) continue;
    into.lines.push({
      kind: 'sentence',
      table: -1,
      source: into.id,
      label: sentence,
      words: contentWords(around),
      sectionWords: sentenceWords,
      total: false,
      periods,
      operands: [{ kind: 'text', ...number, periods, line: into.lines.length, column: position }],
    });
  }
}

function countWords(lines: readonly Line[], columns: readonly (readonly ColumnFacts[])[]): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (words: readonly string[]) => {
    for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  };
  for (const line of lines) if (line.kind === 'row') add(line.words);
  for (const table of columns) for (const column of table) add(column.words);
  return counts;
}
