import { formatMark, readPeriodMarks, type TableRow, withoutNotes } from '@plumbline/core';
import type { Operand, Problem } from '@plumbline/core/derivations';

/** An operand as an answer speaks of it. */
export interface NamedOperand {
  readonly operand: Operand;
  /** What it is: the label of its row, with what the row or column is called beside the period. */
  readonly name: string;
  /** `2019`, `2019-09-30`, `Q3 2022`, or the header of its column; empty when nobody says. */
  readonly period: string;
}

const LONGEST_NAME = 90;
/** Labels that need the heading above them, or the column. */
const SAYS_LITTLE = /^(?:totals?|net|gross|overall|sum|other|amounts?|balance|basic|diluted|current|non-?current)$/i;

export function nameOperand(problem: Problem, operand: Operand): NamedOperand {
  if (operand.kind === 'history') return { operand, name: 'the earlier answer', period: '' };
  if (operand.kind === 'constant') return { operand, name: '', period: '' };
  const line = problem.grounds.lines[operand.line];
  if (line === undefined) return { operand, name: '', period: '' };
  const period = operand.periods.map(formatMark).join('/');
  if (line.kind === 'sentence') return { operand, name: `“${shortened(line.label)}”`, period };
  const row = rowOf(problem, operand.line);
  const column = plain(columnName(row, operand.column));
  const label = plain(line.label);
  const heading = plain(row?.section.at(-1) ?? '');
  if (period === '') return { operand, name: nameOf([label, heading]), period: column };
  return { operand, name: nameOf([label, heading, column]), period };
}

/** The lines of a table are its rows, in order. */
function rowOf({ grounds }: Problem, line: number): TableRow | undefined {
  const table = grounds.lines[line]?.table ?? -1;
  const first = grounds.lines.findIndex((one) => one.table === table);
  return grounds.tables[table]?.rows[line - first];
}

/** The headers of a column without what names a period: of "Fiscal Year 2019" over "Net Sales" that is "Net Sales". */
function columnName(row: TableRow | undefined, column: number): string {
  const headers = row?.columns[column]?.headers ?? [];
  const names = headers.map((header) => {
    const rest = withoutPeriods(header);
    return rest === '' || readPeriodMarks(header).length > 0 ? rest : header;
  });
  return names.filter((name) => name !== '').join(' ');
}

function withoutPeriods(header: string): string {
  const rest = readPeriodMarks(header).reduceRight(
    (text, { span }) => (span === undefined ? text : `${text.slice(0, span.start)} ${text.slice(span.end)}`),
    header,
  );
  return rest
    .replace(PERIOD_WORDS, ' ')
    .replace(/\(\s*\w{0,2}\s*\)|[*†‡]/g, ' ')
    .replace(/^[\s,.:;–-]+|[\s,.:;–-]+$/g, '');
}

const PERIOD_WORDS =
  /\b(?:for|the|in|at|as|of|years?|months?|quarters?|weeks?|fiscal|fy|ended|ending|end|three|six|nine|twelve)\b/gi;

/** The label; what stands above it or its column's name where the label alone says little. */
function nameOf([label = '', heading = '', column = '']: readonly string[]): string {
  const says = label !== '' && !SAYS_LITTLE.test(label) && !isPeriod(label);
  const parts = says ? [label, column] : [heading, column, isPeriod(label) ? '' : label];
  return shortened(parts.filter((part) => part !== '').join(', '));
}

function isPeriod(label: string): boolean {
  return /^\W*(?:fy|fiscal(?: year)?|q[1-4]|[a-z]+ \d{1,2},)?\s*(?:19|20)\d\d\W*$/i.test(label);
}

/** What would read as a citation or as the end of a formula goes; footnote marks go too. */
function plain(text: string): string {
  return withoutNotes(text)
    .replace(/=/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/[:;,.]+$/, '')
    .trim();
}

function shortened(text: string): string {
  const line = plain(text);
  return line.length > LONGEST_NAME ? `${line.slice(0, LONGEST_NAME - 1).trim()}…` : line;
}
