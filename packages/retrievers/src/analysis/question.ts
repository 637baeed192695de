import { type Analyser, isNumber } from './analyser.ts';
import { CONCEPTS, type Concept, STATEMENT_NAMES, type Statement } from './concepts.ts';
import { createPhraseFinder } from './phrases.ts';
import { INSTRUCTION_OPENERS, QUESTION_WORDS } from './stop-words.ts';

/** One thing a question asks for: a word, or a phrase with the other wordings reports use for it. */
export interface QuestionUnit {
  /** Stems as the question has them. */
  readonly own: readonly string[];
  /** Stems of other wordings; empty for a plain word. */
  readonly others: readonly (readonly string[])[];
  /** 1 for what the question says, less for a line item that a computed measure is made of. */
  readonly weight: number;
}

/** What a question says, as far as a search can use it. */
export interface QuestionAnalysis {
  readonly units: readonly QuestionUnit[];
  /** Stems in the question's order, for pairs of neighbours. */
  readonly stems: readonly string[];
  /** Every stem to search by, without doubles: those of the question first, then those of other wordings. */
  readonly searchTerms: readonly string[];
  /** Years named, as four digits. */
  readonly years: readonly string[];
  /** Statements named or implied by a line item. */
  readonly statements: ReadonlySet<Statement>;
  /** How much the question asks for a figure rather than for words: 0 to 1. */
  readonly figureIntent: number;
}

export interface QuestionAnalyser {
  /** @param names stems of names in the question that are matched elsewhere (companies), to leave out of the units */
  analyse(question: string, names?: ReadonlySet<string>): QuestionAnalysis;
}

/** How much a line item counts that the question does not name but needs, e.g. revenue for a margin. */
const MADE_OF_WEIGHT = 0.6;
/** More than a person asks for: a text pasted as a question. What is beyond costs time with every line of every passage. */
const MAX_UNITS = 128;
const MAX_STEMS = 256;

const MEASURE =
  /\b(change|difference|average|mean|percent|percentage|ratio|total|sum|increase|decrease|growth|grow|decline|higher|lower|highest|lowest|largest|smallest|exceed|more than|less than|how much|how many|portion|range|proportion|variation|amount|number|price|balance|margin|turnover|rate|cost|expense|revenue|income|sales|cash|assets|debt|usd|\$|in (?:thousands|millions|billions))\b|%/i;
const WORDING =
  /\b(why|how (?:does|do|did|is|are|was|were|has|have)|explain|describe|definition|meaning|reasons?|purpose|reflects?|represents?|due to|attributable|driven|drove|primarily|consists? of|includes?|included|method|model|standard|policy|who|where)\b/i;

/** Makes the reader of questions; it is expensive to make and cheap to use. */
export function createQuestionAnalyser(analyser: Analyser): QuestionAnalyser {
  const concepts = createPhraseFinder(analyser, conceptPhrases());
  const statements = createPhraseFinder(analyser, statementPhrases());
  const byName = new Map(CONCEPTS.map((concept) => [nameOf(concept), concept]));
  const otherWordings = (concept: Concept): string[][] => concept.wordings.map((wording) => analyser.stems(wording));

  return {
    analyse(question, names = new Set()) {
      const draft: Draft = { units: [], stems: [], statements: new Set(), named: new Set() };
      for (const sentence of sentencesOf(question, analyser)) readSentence(sentence, draft, names);
      draft.units.splice(MAX_UNITS);
      draft.stems.splice(MAX_STEMS);
      const own = [...draft.stems, ...draft.units.flatMap((unit) => unit.own)];
      return {
        units: draft.units,
        stems: draft.stems,
        searchTerms: [...new Set([...own, ...draft.units.flatMap((unit) => unit.others.flat())])].slice(0, MAX_STEMS),
        years: [...new Set(analyser.words(question).filter(isYear))].slice(0, MAX_STEMS),
        statements: new Set([...draft.named, ...draft.statements]),
        figureIntent: figureIntentOf(question),
      };
    },
  };

  function readSentence({ text, instructs }: Sentence, draft: Draft, names: ReadonlySet<string>): void {
    const stems = analyser.stems(text);
    const taken = new Set<number>();
    const found = concepts.find(stems);
    for (const { value, start, end } of statements.find(stems)) {
      draft.named.add(value);
      if (found.some((match) => match.start < start || match.start >= end) || instructs) take(taken, start, end);
    }
    for (const { value, start, end } of found) {
      if (taken.has(start)) continue;
      addConcept(value, stems.slice(start, end), instructs, draft);
      take(taken, start, end);
    }
    if (instructs) return;
    const dropped = new Set(
      analyser
        .words(text)
        .filter((word) => QUESTION_WORDS.has(word))
        .map(analyser.stem),
    );
    for (const [index, stem] of stems.entries()) {
      if (dropped.has(stem)) continue;
      draft.stems.push(stem);
      if (draft.units.length >= MAX_UNITS) continue;
      if (taken.has(index) || names.has(stem) || isYear(stem)) continue;
      if (!draft.units.some((unit) => unit.others.length === 0 && unit.own[0] === stem)) {
        draft.units.push({ own: [stem], others: [], weight: 1 });
      }
    }
  }

  function addConcept(concept: Concept, own: string[], instructs: boolean, draft: Draft): void {
    draft.units.push({ own, others: otherWordings(concept), weight: instructs ? MADE_OF_WEIGHT : 1 });
    if (concept.statement !== undefined) draft.statements.add(concept.statement);
    for (const part of concept.madeOf ?? []) {
      const item = byName.get(part);
      if (item === undefined) continue;
      const [first = [], ...others] = otherWordings(item);
      draft.units.push({ own: first, others, weight: MADE_OF_WEIGHT });
      if (item.statement !== undefined) draft.statements.add(item.statement);
    }
  }
}

interface Draft {
  readonly units: QuestionUnit[];
  readonly stems: string[];
  /** Implied by line items. */
  readonly statements: Set<Statement>;
  readonly named: Set<Statement>;
}

interface Sentence {
  readonly text: string;
  /** It says how to answer or why somebody asks: only line items and statements are read from it. */
  readonly instructs: boolean;
}

function take(taken: Set<number>, start: number, end: number): void {
  for (let index = start; index < end; index += 1) taken.add(index);
}

/** How much a question asks for a figure rather than for words: 0 to 1. */
export function figureIntentOf(question: string): number {
  if (WORDING.test(question)) return MEASURE.test(question) ? 0.3 : 0;
  return MEASURE.test(question) ? 1 : 0.5;
}

function isYear(stem: string): boolean {
  return isNumber(stem) && /^(19|20)\d\d$/.test(stem);
}

function nameOf(concept: Concept): string {
  return concept.wordings[0] ?? '';
}

/**
 * Sentences of a question; brackets such as "(in USD millions)" go. Beside a sentence that asks, one that begins with
 * an instruction or speaks of the asker ("I am preparing …") and names no year only instructs.
 */
function sentencesOf(question: string, analyser: Analyser): Sentence[] {
  const sentences = question
    .replace(/\((?:in|as) [^)]*\)/gi, ' ')
    .split(/(?<=[.?!:])\s+(?=[A-Z])/)
    .filter((text) => text.trim() !== '');
  const marked = sentences.map((text) => {
    const words = analyser.words(text);
    const [first = ''] = words;
    return { text, instructs: INSTRUCTION_OPENERS.has(first) && !words.some(isYear) };
  });
  return marked.every(({ instructs }) => instructs) ? marked.map(({ text }) => ({ text, instructs: false })) : marked;
}

function* conceptPhrases(): Generator<readonly [string, Concept]> {
  for (const concept of CONCEPTS) yield [nameOf(concept), concept];
  for (const concept of CONCEPTS) for (const wording of concept.wordings.slice(1)) yield [wording, concept];
}

function* statementPhrases(): Generator<readonly [string, Statement]> {
  const entries = Object.entries(STATEMENT_NAMES) as [Statement, readonly string[]][];
  for (const [statement, wordings] of entries) for (const wording of wordings) yield [wording, statement];
}
