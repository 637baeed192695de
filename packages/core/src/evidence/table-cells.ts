import { parsePeriods } from '../figures/periods.ts';

/** A printed value at the end of a line: `1,234`, `$ 5.6`, `(7.8)%`, `—`. */
const VALUE_AT_END = /(?:^|\s)((?:[$€£¥]\s?)?\(?(?:[$€£¥]\s?)?[-−–]?(?:\d[\d.,]*|[—–-])\s?\)?\s?(?:%|x)?\)?)$/u;
const RULE = /^[\s|:=_-]+$/;

/**
 * The cells of a table line: parted by `|`, tabs or wide gaps, else a label and the values behind it, as text
 * extraction leaves the tables of filings. The rule under a Markdown header has no cells.
 */
export function splitCells(line: string): string[] {
  if (RULE.test(line)) return [];
  if (line.includes('|')) return line.split('|').map(clean);
  if (/\t|\S {3,}\S/.test(line)) return mergeCurrency(line.split(/\t| {3,}/).map(clean));
  const values: string[] = [];
  let rest = line.trimEnd();
  for (let match = VALUE_AT_END.exec(rest); match !== null; match = VALUE_AT_END.exec(rest)) {
    values.unshift(clean(match[1] ?? ''));
    rest = rest.slice(0, match.index).trimEnd();
  }
  return [clean(rest.replace(/[.\s]{3,}$|\s\$$/, '')), ...values];
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
