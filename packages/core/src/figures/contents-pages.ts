import type { Span } from '../contracts/entity.ts';

/** What tables of contents list. */
const LISTED =
  /\b(?:items?|notes?|part|statements?|reports?|exhibits?|schedules?|discussion|index|overview|signatures|contents|properties|directors|risk|policies|executive|glossary|summary)\b/iu;
const PAGE = /(?:^|[^\d.,$%(]\s?)(?<page>\d{1,3})\s*$/u;
const FEWEST_ENTRIES = 4;
/** Lines without a page number, such as wrapped titles, that may stand between two entries. */
const MOST_WRAPPED = 3;

interface Entry extends Span {
  readonly page: number;
  readonly line: number;
  readonly listed: boolean;
}

/** The page numbers of tables of contents: rising whole numbers at the ends of lines that name parts of a report. */
export function contentsPages(text: string, lines: readonly Span[]): Span[] {
  const found: Span[] = [];
  let run: Entry[] = [];
  const close = (): void => {
    const listed = run.filter((entry) => entry.listed).length;
    const pages = new Set(run.map(({ page }) => page));
    if (run.length >= FEWEST_ENTRIES && pages.size > 1 && listed * 3 >= run.length) found.push(...run);
    run = [];
  };
  for (const [index, { start, end }] of lines.entries()) {
    const entry = readEntry(text.slice(start, end), start, index);
    const last = run.at(-1);
    if (entry === undefined) {
      if (last !== undefined && index - last.line > MOST_WRAPPED) close();
      continue;
    }
    if (last !== undefined && entry.page < last.page) close();
    run.push(entry);
  }
  close();
  return found;
}

/** A title with a page number behind it. A second number right before it makes the line a row of values. */
function readEntry(line: string, start: number, index: number): Entry | undefined {
  if (line.length > 200) return undefined;
  const match = PAGE.exec(line);
  const page = match?.groups?.page;
  if (match === null || page === undefined) return undefined;
  const title = line.slice(0, match.index + match[0].indexOf(page)).trimEnd();
  if (/[\d)%—–$](?:[.,])?$/u.test(title) && !/(?:19|20)\d\d$/u.test(title)) return undefined;
  const end = start + line.trimEnd().length;
  return { start: end - page.length, end, page: Number(page), line: index, listed: LISTED.test(title) };
}
