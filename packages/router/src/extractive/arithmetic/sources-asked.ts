import { linkEntities, type PromptSource, type Question } from '@plumbline/core';

/**
 * The sources to calculate with: those about a company asked for, by title or label; where no source says what company
 * it is about, those that name it in their text. All of them when the question names no company.
 */
export function sourcesAsked({ tickers }: Question, sources: readonly PromptSource[]): PromptSource[] {
  if (tickers.length === 0) return [...sources];
  const isAsked = (ticker: string): boolean => tickers.includes(ticker);
  const known = sources.filter((source) => tickersOf(source).some(isAsked));
  if (known.length > 0) return known;
  return sources.filter((source) => tickersOf(source).length === 0 && tickersIn(source.text).some(isAsked));
}

/** The question without the names of companies: rows and columns are not called by them. */
export function withoutCompanies({ text, entities }: Question): string {
  return entities
    .filter(({ ticker }) => ticker !== undefined)
    .reduce((rest, { span: { start, end } }) => {
      const possessive = /^['’]s?\b/.exec(text.slice(end))?.[0].length ?? 0;
      return rest.slice(0, start) + ' '.repeat(end - start + possessive) + rest.slice(end + possessive);
    }, text);
}

/** The companies a source is about. */
export function tickersOf({ ticker, title, company }: PromptSource): string[] {
  return [...(ticker === undefined ? [] : [ticker]), ...tickersIn(`${title}\n${company ?? ''}`)];
}

function tickersIn(text: string): string[] {
  return linkEntities(text).flatMap(({ ticker }) => (ticker === undefined ? [] : [ticker]));
}
