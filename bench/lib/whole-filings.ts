import { type FilingPage, type FilingQuestion, hash, printsItem } from './filing-questions.ts';

/** Pages of other filings and tables of annual reports that make six pages of a filing a whole one. */
const FOREIGN_PAGES = 130;
const FOREIGN_TABLES = 40;

/**
 * Each filing filled up to the length of a whole one with pages of other companies under its own title; pages that print
 * an item asked for are left out, so that the filing's own pages stay the only right ones.
 */
export function wholeFilings(
  all: readonly FilingPage[],
  asked: readonly FilingQuestion[],
  tables: readonly { readonly id: string; readonly text: string }[],
): [FilingPage[], FilingQuestion[]] {
  const byFiling = [...Map.groupBy(asked, ({ docId }) => docId)];
  const whole = byFiling.flatMap(([docId, list]) => {
    const own = all.filter((page) => page.docId === docId);
    const [first] = own;
    if (first === undefined) return [];
    const isForeign = ({ text }: { readonly text: string }) => !list.some(({ item }) => printsItem(text, item));
    const draw = <T extends { readonly id: string; readonly text: string }>(pool: readonly T[], count: number) =>
      pool
        .filter(isForeign)
        .toSorted((left, right) => hash(docId + left.id) - hash(docId + right.id))
        .slice(0, count);
    const foreign = draw(
      all.filter(({ publisher }) => publisher !== first.publisher),
      FOREIGN_PAGES,
    );
    return [...own, ...foreign, ...draw(tables, FOREIGN_TABLES)].map(({ id, text }, place) => {
      return { ...first, id: `${docId}|${id}`, page: place + 1, text };
    });
  });
  const ids = new Set(whole.map(({ id }) => id));
  const rest = asked.map((question) => ({
    ...question,
    relevant: question.relevant.map((id) => `${question.docId}|${id}`).filter((id) => ids.has(id)),
  }));
  return [whole, rest.filter(({ relevant }) => relevant.length > 0)];
}
