import { parsePeriods } from '../figures/periods.ts';
import { trailingValues } from '../text/table-row.ts';

const RULE = /^[\s|:=_-]+$/;

/**
 * The cells of a table line: parted by `|`, tabs or wide gaps, else a label and the values behind it, as text
 * extraction leaves the tables of filings. The rule under a Markdown header has no cells.
 */
export function splitCells(line: string): string[] {
  if (RULE.test(line)) return [];
  if (line.includes('|')) return line.split('|').map(clean);
  if (/\t|\S {3,}\S/.test(line)) return mergeCurrency(line.split(/\t| {3,}/).map(clean));
  const values = trailingValues(line).toReversed();
  const label = line.slice(0, values[0]?.start ?? line.length).replace(/[.\s]{3,}$|\s\$$/, '');
  return [clean(label), ...values.map(({ start, end }) => clean(line.slice(start, end)))];
}

/** Whether a cell holds a value rather than a name, a period or nothing. */
export function isValueCell(cell: string): boolean {
  const text = withoutNotes(cell).replace(/(?<=\d\s?[%x]?)\s\([^()]*\)$/, '');
  if (!/\d/.test(text) || text.endsWith(',') || isPeriodCell(text)) return false;
  return /^[^\p{L}]*\d[\d.,\s]*\s?[)%x]{0,3}(?:\s?(?:thousand|million|billion|bps|percent|%))?[\s)]*$/iu.test(
    text.replace(/^(?:US|USD|EUR|GBP|CHF|CAD|HK|A|C)\s?(?=[$\d(-])/, ''),
  );
}

/** Whether a cell names a stretch of time and nothing that could be a value. */
export function isPeriodCell(cell: string): boolean {
  return parsePeriods(withoutNotes(cell)).length > 0;
}

/** Without the marks of footnotes: `2018 [1]` is `2018`. They must not pose as citations. */
export function withoutNotes(text: string): string {
  return text.replace(/\s*\[\w{1,3}\]/g, '');
}

function clean(cell: string): string {
  return cell
    .replace(/\s+/g, ' ')
    .replace(/\*\*|__/g, '')
    .trim();
}

/** A currency sign that stands in a cell of its own belongs to the next one. */
function mergeCurrency(cells: string[]): string[] {
  return cells.reduce<string[]>((merged, cell) => {
    if (/^[$€£¥]$/.test(merged.at(-1) ?? '')) merged[merged.length - 1] = `${merged.at(-1)}${cell}`;
    else merged.push(cell);
    return merged;
  }, []);
}
