import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTableBlocks, readTable, type Table, type TableRow } from '@plumbline/core';
import type { Source } from '@plumbline/core/derivations';

/** An answer with the sources it rests on. */
export interface FigureAnswer {
  readonly question: string;
  readonly text: string;
  readonly sources: readonly Source[];
}

const FIGURES = 10;
/** As much text as the two or three passages hold that such an answer cites. */
const MOST_TEXT = 4000;

/** For every document of the sample corpus with a table: an answer of ten figures about its rows, half of them derived, one or two of them wrong. */
export function figureAnswers(corpus: string): FigureAnswer[] {
  const files = readdirSync(corpus).filter((name) => name.endsWith('.md'));
  return files.flatMap((name) => {
    const page = readFileSync(join(corpus, name), 'utf8')
      .replace(/^---\n.*?\n---\n/s, '')
      .slice(0, MOST_TEXT);
    const sources = sourcesOf(page);
    const sentences = sources.flatMap((source) => (source.kind === 'table' ? sentencesOf(readTable(source.rows)) : []));
    const text = sentences.slice(0, FIGURES / 2).map((sentence) => sentence.text);
    const [first] = sentences;
    if (first === undefined || text.length < FIGURES / 2) return [];
    return [{ question: `How did ${first.label} and the others develop?`, text: text.join(' '), sources }];
  });
}

function sourcesOf(page: string): Source[] {
  const sources: Source[] = [];
  let end = 0;
  for (const { rows, caption, start, end: next } of findTableBlocks(page)) {
    sources.push({ id: `${sources.length}`, kind: 'text', text: page.slice(end, start) });
    sources.push({ id: `${sources.length}`, kind: 'table', rows, caption });
    end = next;
  }
  return [...sources, { id: `${sources.length}`, kind: 'text', text: page.slice(end) }];
}

/** Two figures for each row: what stands in its last column, and how it differs from the first; every fifth change is wrong. */
function sentencesOf(table: Table): { label: string; text: string }[] {
  return table.rows.flatMap((row, index) => {
    const [first, last] = ends(row);
    if (first === undefined || last === undefined || first.value === 0 || row.label === '') return [];
    const rate = (100 * (last.value - first.value)) / first.value + (index % 5 === 3 ? 11 : 0);
    const direction = rate < 0 ? 'fell' : 'rose';
    const text = `${row.label} was ${last.text} in ${last.column}, it ${direction} ${Math.abs(rate).toFixed(1)} % from ${first.column}.`;
    return [{ label: row.label, text }];
  });
}

/** The first and the last number of a row whose columns are periods. */
function ends(row: TableRow): { value: number; text: string; column: string }[] {
  const filled = row.cells.flatMap(({ quantity, text, column }) =>
    quantity === undefined || quantity.unit === 'percent' || row.columns[column]?.periods.length !== 1
      ? []
      : [{ value: quantity.value, text, column: row.columns[column]?.label ?? '' }],
  );
  const [first] = filled;
  const last = filled.at(-1);
  return first === undefined || last === undefined || filled.length < 2 ? [] : [first, last];
}
