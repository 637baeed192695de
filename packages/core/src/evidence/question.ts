import type { Entity, Span } from '../contracts/entity.ts';
import type { Period } from '../contracts/figure.ts';
import { linkEntities } from '../entities/link-entities.ts';
import { parsePeriods } from '../figures/periods.ts';
import { termsOf } from './terms.ts';

/** What an answer must hold to be one: a figure, a date, a name, a reason; `anything` when the question leaves it open. */
export type Expectation = 'figure' | 'date' | 'name' | 'reason' | 'anything';

/** What is asked for: one fact, several compared, or an overview. */
export type Intent = 'lookup' | 'comparison' | 'summary';

/** One thing a question asks about: a finance term, or a word. */
export interface QuestionTerm {
  readonly stems: readonly string[];
  /** Id of the finance term, when it is one. */
  readonly concept?: string;
  /** Names and words with digits count more: an answer about something else must not pass. */
  readonly name: boolean;
}

/** A question as the retrieval plan and the extractive model see it. */
export interface Question {
  readonly text: string;
  readonly terms: readonly QuestionTerm[];
  readonly periods: readonly Period[];
  readonly entities: readonly Entity[];
  /** Tickers of the companies named, each once. */
  readonly tickers: readonly string[];
  /** The stems of the companies' names as written. */
  readonly companyNames: readonly (readonly string[])[];
  readonly expects: Expectation;
  /** A figure is likely the answer, though the wording does not demand one. */
  readonly likelyFigure: boolean;
  readonly intent: Intent;
  /** Asks for the amount itself ("what was X in 2019"): neither its change nor a share of it answers. */
  readonly asksLevel: boolean;
  /** Asks for a share or a rate in percent, so that an amount is no answer. */
  readonly wantsPercent: boolean;
  /** Asks for several things at once. */
  readonly many: boolean;
}

const FIGURE =
  /\bhow (?:much|many|large|big|high|low|far)\b|\b(?:what|which) (?:percentage|percent|amount|number|rate|share of|proportion)\b/i;
const DATE = /^\s*when\b|\b(?:what|which) (?:date|day|month|year|quarter)\b|\b(?:until|since|by) when\b/i;
const NAME = /\b(?:who|whom|whose)\b/i;
const REASON =
  /\bwhy\b|\b(?:what|which) (?:\w+ ){0,2}(?:caused?|drove|drives|reasons?|explains?|led)\b|\breason(?:s)? for\b/i;
const MEASURE =
  /\b(?:revenues?|sales|income|earnings|profits?|loss(?:es)?|margins?|costs?|expens\w+|expenditures?|capex|cash|debt|assets?|liabilit\w+|equity|dividends?|prices?|rates?|ratio|yields?|eps|balances?|spending|tax(?:es)?|compensation|amorti[sz]ation|depreciation|goodwill|inventor\w+|receivables?|payables?|volumes?|employees|headcount|fees?|returns?|repurchases?|buybacks?|leases?|provision|backlog|obligations?|deposits?|loans?|borrowings?|stores?|investments?|purchases?|charges?|gains?|bookings?|orders?)\b/i;
const PERCENT = /\bpercent(?:age)?\b(?! points?)|%|\bproportion\b|\bmargin rate\b/i;
/** "What was X in 2019?" asks for the amount of X, unless it asks what X is about. */
const LEVEL = /^\W*(?:and\s+)?what\s+(?:was|were|is|are)\b/i;
const ABOUT =
  /\b(?:compos|consist|includ|compris|relat|due|driv|caus|reason|reflect|mean|refer|calculat|determin|recogni[sz]|record|result|chang|method|polic|describ|used|impact|effect of|treat|assum|benefit|main|primar|type|kind|nature|component)\w*/i;
const COMPARISON =
  /\b(?:compar\w+|versus|vs\.?|differ\w*|chang\w+|grow\w*|grew|increas\w+|decreas\w+|declin\w+|between|from .{4,40} to|more than|less than|higher|lower)\b/i;
const SUMMARY = /\b(?:summari[sz]e|summary|overview|outlook|describe|explain)\b/i;
const SEVERAL = /\band\b|,|;|\bboth\b|\beach\b|\brespectively\b|\b(?:what|which) (?:are|were)\b|\blist\b|\bname the\b/i;

/** Reads a question: what it asks about, for when and whom, and what an answer must hold. No model is involved. */
export function analyseQuestion(text: string): Question {
  const periods = parsePeriods(text);
  const entities = linkEntities(text);
  const companies = entities.filter(({ ticker }) => ticker !== undefined);
  const spans = [
    ...periods.flatMap(({ span }) => (span === undefined ? [] : [span])),
    ...companies.map(({ span }) => withPossessive(text, span)),
  ];
  const rest = blanked(text, spans);
  return {
    text,
    terms: questionTerms(rest),
    periods,
    entities,
    tickers: [...new Set(companies.flatMap(({ ticker }) => (ticker === undefined ? [] : [ticker])))],
    companyNames: companyNames(companies),
    expects: expectationOf(text, periods),
    likelyFigure:
      FIGURE.test(text) ||
      (MEASURE.test(text) && /^\W*(?:and\s)?(?:what|which|how|in|for|as|at|tell|give|show|state)\b/i.test(text)),
    intent: SUMMARY.test(text) ? 'summary' : COMPARISON.test(text) || periods.length > 1 ? 'comparison' : 'lookup',
    asksLevel: asksLevel(text, periods),
    wantsPercent: PERCENT.test(text),
    many: SEVERAL.test(rest),
  };
}

function expectationOf(text: string, periods: readonly Period[]): Expectation {
  if (FIGURE.test(text)) return 'figure';
  if (asksLevel(text, periods)) return 'figure';
  if (DATE.test(text)) return 'date';
  if (REASON.test(text)) return 'reason';
  return NAME.test(text) ? 'name' : 'anything';
}

function asksLevel(text: string, periods: readonly Period[]): boolean {
  return periods.length > 0 && LEVEL.test(text) && MEASURE.test(text) && !ABOUT.test(text);
}

function questionTerms(text: string): QuestionTerm[] {
  const { words, concepts } = termsOf(text);
  const names = namesIn(text);
  const inConcepts = new Set([...concepts.values()].flat());
  const terms: QuestionTerm[] = [...concepts].map(([concept, stems]) => ({ concept, stems, name: false }));
  for (const word of new Set(words)) {
    if (!inConcepts.has(word) && !/^\d[\d.,]*$/.test(word)) terms.push({ stems: [word], name: names.has(word) });
  }
  return terms;
}

/** The stems of each company's name as written, legal forms left out. */
function companyNames(companies: readonly Entity[]): string[][] {
  return companies
    .map(({ text }) => [...termsOf(text.replace(LEGAL_FORM, '')).words])
    .filter((name) => name.length > 0);
}

const LEGAL_FORM =
  /\b(?:inc|corp(?:oration)?|co|company|companies|ltd|plc|llc|group|holdings?|n\.?v|s\.?a|ag|se)\b\.?/gi;

/** Stems of words that are capitalised inside of the sentence, or hold a digit. */
function namesIn(text: string): Set<string> {
  const inside = text.trim().replace(/^\S+/, '');
  const capitalised = inside.match(/(?<!\p{L})\p{Lu}[\p{L}&.-]+|\b\w*\d\w*\b/gu) ?? [];
  return new Set(capitalised.flatMap((word) => termsOf(word).words));
}

function withPossessive(text: string, { start, end }: Span): Span {
  return { start, end: end + (/^['’]s?\b/.exec(text.slice(end))?.[0].length ?? 0) };
}

function blanked(text: string, spans: readonly Span[]): string {
  return spans.reduce((rest, { start, end }) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end), text);
}
