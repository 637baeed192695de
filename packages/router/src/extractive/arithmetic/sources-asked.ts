import { linkEntities, type PromptSource, type Question } from '@plumbline/core';

/** What was found of one document. */
export interface SourceDocument {
  readonly sources: readonly PromptSource[];
  /** The companies it is about, by its title or labels; empty when neither says. */
  readonly tickers: readonly string[];
}

/**
 * The documents that may hold the answer, in the order they were found: those about a company asked for; where none says
 * that it is, those that say of no company and name the one asked for in their text. All when the question names none.
 */
export function documentsAsked({ tickers }: Question, sources: readonly PromptSource[]): SourceDocument[] {
  const documents = groupByTitle(sources);
  if (tickers.length === 0) return documents;
  const isAsked = (ticker: string): boolean => tickers.includes(ticker);
  const about = documents.filter((document) => document.tickers.some(isAsked));
  if (about.length > 0) return about;
  return documents.filter(
    (document) => document.tickers.length === 0 && document.sources.some(({ text }) => tickersIn(text).some(isAsked)),
  );
}

/** The question without the names of the companies a document is about: its rows and columns are not called by them. */
export function withoutCompanies({ text, entities }: Question, about: readonly string[]): string {
  return entities
    .filter(({ ticker }) => ticker !== undefined && about.includes(ticker))
    .reduce((rest, { span: { start, end } }) => {
      const possessive = /^['’]s?\b/.exec(text.slice(end))?.[0].length ?? 0;
      return rest.slice(0, start) + ' '.repeat(end - start + possessive) + rest.slice(end + possessive);
    }, text);
}

function groupByTitle(sources: readonly PromptSource[]): SourceDocument[] {
  const documents = new Map<string, PromptSource[]>();
  for (const source of sources) {
    const pages = documents.get(source.title);
    if (pages === undefined) documents.set(source.title, [source]);
    else pages.push(source);
  }
  return [...documents.values()].map((pages) => ({ sources: pages, tickers: [...new Set(pages.flatMap(tickersOf))] }));
}

function tickersOf({ ticker, title, company }: PromptSource): string[] {
  return [...(ticker === undefined ? [] : [ticker]), ...tickersIn(`${title}\n${company ?? ''}`)];
}

function tickersIn(text: string): string[] {
  return linkEntities(text).flatMap(({ ticker }) => (ticker === undefined ? [] : [ticker]));
}
