import type { Figure, Period } from '../contracts/figure.ts';
import type { Evidence, EvidenceCell, EvidenceRow } from '../evidence/evidence.ts';
import { withoutNotes } from '../evidence/table-cells.ts';
import { parseFigures } from '../figures/parse-figures.ts';
import { parsePeriods } from '../figures/periods.ts';

/** A figure of a passage with where it stands. */
export interface PassageFigure {
  readonly figure: Figure;
  readonly evidence: Evidence;
  /** Name of its column; empty in a sentence. */
  readonly column: string;
  /** What the figure is about, as far as its place says: column and row of a cell, else the sentence. */
  readonly periods: readonly Period[];
}

const PER_SHARE = /per[- ](?:\w+ ){0,2}(?:share|unit)|\bEPS\b/i;
const PERCENT = /%|\bper ?cent\b|\bpercentage\b/i;

/** Reads every figure of a piece: cells in the unit and scale of their table, and what stands in names ("1 to 3 years"). */
export function figuresOf(evidence: Evidence): PassageFigure[] {
  if (evidence.kind === 'row') {
    const names = [evidence.label, evidence.group, ...new Set(evidence.cells.map(({ column }) => column))];
    return [
      ...evidence.cells.flatMap((cell) => cellFigures(evidence, cell)),
      ...names.flatMap((name) => parseFigures(name).map((figure) => ({ figure, evidence, column: '', periods: [] }))),
    ];
  }
  return parseFigures(evidence.text).map((figure) => ({
    figure,
    evidence,
    column: '',
    periods: figure.period === undefined ? [] : [figure.period],
  }));
}

function cellFigures(row: EvidenceRow, cell: EvidenceCell): PassageFigure[] {
  const periods = [...cell.periods, ...parsePeriods(row.label)];
  const caption = captionFor(row, cell);
  return parseFigures(withoutNotes(cell.text), caption === '' ? {} : { caption }).map((figure) => ({
    figure,
    evidence: row,
    column: cell.column,
    periods,
  }));
}

/** "in millions, except per-share data" says nothing about the scale of a per-share row, nor of a percentage. */
function captionFor({ label, group, table }: EvidenceRow, { column, text }: EvidenceCell): string {
  const name = `${label} ${column} ${group}`;
  const unit = table.unit || table.caption;
  if (PER_SHARE.test(name)) return '';
  if (PERCENT.test(text) || PERCENT.test(column) || PERCENT.test(label)) return '(in percent)';
  return unit === '' ? '' : `(${unit.replace(/[()]/g, ' ').trim()})`;
}
