import {
  type CompanyRecord,
  type Entity,
  type GraphOutcome,
  type GraphQuery,
  type GraphSubject,
  linkEntities,
  type Principal,
} from '@plumbline/core';
import { findInvalidIdentifiers } from './invalid-identifiers.ts';
import { findNamePhrases } from './name-phrases.ts';
import { readIntent } from './read-intent.ts';

/** What a question asks of the graph, or why it asks nothing. */
export type QuestionPlan =
  | { readonly query: GraphQuery }
  | {
      readonly outcome: Extract<GraphOutcome, 'no-intent' | 'no-entity' | 'invalid-identifier'>;
      readonly reason: string;
    };

export interface PlanOptions {
  readonly principal: Principal;
  readonly companies?: readonly CompanyRecord[] | undefined;
}

/** As many starts, targets and stations as a query may name. */
const MOST = 20;

/**
 * Chooses the template by what the question asks for (peers, exposure, owners, suppliers, correlation) and fills it with
 * what it names. Clients are known by the ids of the asker's own clients; another's id is an unknown word.
 */
export function planQuestion(question: string, options: PlanOptions): QuestionPlan {
  const named = readSubjects(question, options);
  const intent = readIntent(question, { namesIndicator: named.indicators.length > 0 });
  if (intent === undefined) {
    return { outcome: 'no-intent', reason: 'The question asks for no relation that the graph holds.' };
  }
  const query = fill(intent, named);
  if (query !== undefined) return { query };
  const wrong = findInvalidIdentifiers(question);
  if (wrong.length > 0) return { outcome: 'invalid-identifier', reason: `${wrong.join('; ')}.` };
  const byPhrase = fill(intent, { ...named, companies: few(findNamePhrases(question).map(toNamed)) });
  if (byPhrase !== undefined) return { query: byPhrase };
  return {
    outcome: 'no-entity',
    reason: 'The question names no company, security, sector, indicator or client of the asker.',
  };
}

interface Named {
  /** Companies and securities. */
  readonly companies: GraphSubject[];
  readonly sectors: GraphSubject[];
  readonly indicators: GraphSubject[];
  /** The clients named, or all of the asker's when the question speaks of clients or portfolios. */
  readonly clients: GraphSubject[];
}

function readSubjects(question: string, { principal, companies }: PlanOptions): Named {
  const entities = linkEntities(question, companies === undefined ? {} : { companies });
  const byName = (kind: Entity['kind']): GraphSubject[] =>
    few(entities.filter((entity) => entity.kind === kind).map(({ id }) => ({ name: id })));
  const clients = principal.clientIds.filter((id) => standsIn(id, question));
  const all = /\b(?:clients?|customers? of ours|portfolios?|holdings|book)\b/iu.test(question)
    ? principal.clientIds
    : [];
  return {
    companies: few(entities.flatMap(toSubject)),
    sectors: byName('sector'),
    indicators: byName('indicator'),
    clients: few((clients.length > 0 ? clients : all).map((id) => ({ id }))),
  };
}

/** What may be the name of an issuer that only the graph knows. */
function toNamed(phrase: string): GraphSubject {
  return { name: phrase, shortName: phrase };
}

function toSubject({ kind, id, ticker, company }: Entity): GraphSubject[] {
  switch (kind) {
    case 'company':
    case 'ticker':
      return [{ name: company ?? id, ...(ticker === undefined ? {} : { ticker }) }];
    case 'cusip':
      return [{ cusip: id }];
    case 'isin':
      return [{ isin: id }];
    case 'sedol':
      return [{ sedol: id }];
    default:
      return [];
  }
}

function fill(
  { template, direction }: Pick<GraphQuery, 'template' | 'direction'>,
  named: Named,
): GraphQuery | undefined {
  const { companies, sectors, indicators, clients } = named;
  if (template !== 'exposure-path') {
    const start = companies.length > 0 || template !== 'sector-peers' ? companies : sectors;
    return start.length === 0 ? undefined : { template, start, ...(direction === undefined ? {} : { direction }) };
  }
  const target = indicators.length === 0 ? {} : { target: indicators };
  if (clients.length > 0) {
    const stations = [...companies, ...sectors];
    return { template, start: clients, ...target, ...(stations.length === 0 ? {} : { through: few(stations) }) };
  }
  const start = [companies, sectors].find((subjects) => subjects.length > 0);
  if (start !== undefined) return { template, start, ...target };
  return indicators.length === 0 ? undefined : { template, start: indicators };
}

function few(subjects: readonly GraphSubject[]): GraphSubject[] {
  return [...new Map(subjects.map((subject) => [JSON.stringify(subject), subject])).values()].slice(0, MOST);
}

/** Whether the id stands in the text as a word of its own. */
function standsIn(id: string, text: string): boolean {
  for (let at = text.indexOf(id); at !== -1; at = text.indexOf(id, at + 1)) {
    const [before, after] = [text.charAt(at - 1), text.slice(at + id.length)];
    if (!/[\p{L}\p{N}_-]/u.test(before) && !/^(?:[\p{L}\p{N}_]|-[\p{L}\p{N}])/u.test(after)) return true;
  }
  return false;
}
