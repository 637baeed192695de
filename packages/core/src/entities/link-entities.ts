import type { Entity } from '../contracts/entity.ts';
import { COMPANIES } from './companies.ts';
import type { CompanyRecord } from './company-record.ts';

export interface LinkEntitiesOptions {
  /** The companies to know; default: the shipped table `COMPANIES`. */
  companies?: readonly CompanyRecord[];
}

/** The companies, tickers, identifiers, sectors and indicators a text names, in order of appearance. */
export function linkEntities(text: string, options: LinkEntitiesOptions = {}): Entity[] {
  const entities: Entity[] = [];
  for (const { ticker, name, aliases } of options.companies ?? COMPANIES) {
    for (const alias of [name, ...aliases]) {
      for (let start = text.indexOf(alias); start !== -1; start = text.indexOf(alias, start + alias.length)) {
        const end = start + alias.length;
        entities.push({ kind: 'company', text: alias, id: name, span: { start, end }, ticker, company: name });
      }
    }
  }
  return entities.sort((a, b) => a.span.start - b.span.start);
}
