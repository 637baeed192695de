import { answerFigures, type CheckedFigure, type Figure } from '@plumbline/core';
import {
  type Ask,
  type DerivationRanker,
  describeDerivation,
  type Grounds,
  poseProblem,
  readAsk,
  type StatedNumber,
  statedNumber,
  type Turn,
} from '@plumbline/core/derivations';
import { askOfSentence, countsDown, narrowed, speaksOf } from './asks.ts';
import type { BoostedTrees } from './boosted-trees.ts';
import { type Contradiction, contradicts } from './contradiction.ts';
import { excludedBy } from './exclusion.ts';
import { figureFeatures } from './figure-features.ts';
import { type NameSource, refusalOf } from './refusal.ts';
import { isSpelledOut } from './spelled-out.ts';
import { findMatches, type Match, readStanding, type Standing } from './standing.ts';

export interface Judge {
  readonly trees: BoostedTrees;
  readonly ranker: DerivationRanker;
}

export interface Statement {
  /** As it stands in its sentence. */
  readonly figure: Figure;
  readonly sentence: TextSentence;
  readonly stated: StatedNumber;
  /** The number with the other sign: what is meant where the words say that it is counted downwards. */
  readonly opposite: StatedNumber;
  readonly countsDown: boolean;
}

export interface TextSentence {
  readonly text: string;
  readonly start: number;
  readonly figures: readonly Figure[];
}

/** A figure under one ask. */
interface Finding {
  readonly standing: Standing;
  readonly matches: readonly Match[];
  /** The derivation it counts as; missing when nothing yields the number. */
  readonly best: Match | undefined;
  /** Whether that yields the number with the other sign. */
  readonly turned: boolean;
  readonly probability: number;
  /** Set where the sentence says that its figure is about something else. */
  readonly contradiction?: Contradiction;
}

/** A figure as checked, with the ids of the sources it rests on. */
export interface Judged {
  readonly checked: CheckedFigure;
  readonly sources: readonly string[];
}

export interface Hearing {
  readonly question: string;
  readonly history: readonly Turn[];
  readonly grounds: Grounds;
  readonly statements: readonly Statement[];
  /** How a source is named where a statement is judged. */
  readonly nameSource: (id: string, statement: Statement) => string;
}

/** Checks statements against the grounds, in order. */
export function judgeStatements(judge: Judge, hearing: Hearing): Judged[] {
  const { question, history, grounds, statements, nameSource } = hearing;
  if (statements.length === 0) return [];
  const standingOf = createStandings(judge, grounds, history);
  const own = ownAsks(statements);
  const findings = new Map(findUnder(judge, standingOf(readAsk(question)), statements));
  for (const one of statements) {
    const finding = findings.get(one);
    if (finding !== undefined) findings.set(one, withoutContradiction(finding, own.get(one)));
  }
  const left = statements.filter((one) => !isAccepted(judge, findings.get(one)));
  for (const { ask, about } of byAsk(left, own, grounds)) {
    for (const [one, finding] of findUnder(judge, standingOf(ask), about)) {
      const kept = withoutContradiction(finding, ask);
      if (kept.probability > (findings.get(one)?.probability ?? 0)) findings.set(one, kept);
    }
  }
  const refused = statements.filter((one) => !isAccepted(judge, findings.get(one)));
  const reasons = reasonsFor(refused, findings, nameSource);
  return statements.map((one) => {
    const figure = inText(one);
    const finding = findings.get(one);
    const reason = reasons.get(one);
    if (reason !== undefined || finding?.best === undefined) {
      return { checked: { figure, status: 'unverified', how: reason ?? 'was not checked' }, sources: [] };
    }
    return accepted(figure, finding, finding.best, (id) => nameSource(id, one));
  });
}

function inText({ figure, sentence: { start } }: Statement): Figure {
  return { ...figure, span: { start: figure.span.start + start, end: figure.span.end + start } };
}

/** The figures of a sentence that begins at `start` of its text. */
export function statementsOf(text: string, start: number): Statement[] {
  const figures = answerFigures(text, 0);
  const sentence = { text, start, figures };
  return figures.map((figure) => {
    const stated = statedNumber(figure);
    const opposite = { ...stated, value: -stated.value };
    return { figure, sentence, stated, opposite, countsDown: countsDown(text, figure) };
  });
}

/** What the sentence of each statement asks of it by itself. */
function ownAsks(statements: readonly Statement[]): Map<Statement, Ask> {
  const known = new Map<TextSentence, Ask>();
  const asks = new Map<Statement, Ask>();
  for (const one of statements) {
    const ask = known.get(one.sentence) ?? askOfSentence(one.sentence.text, one.sentence.figures);
    known.set(one.sentence, ask);
    asks.set(one, narrowed(ask, one.figure));
  }
  return asks;
}

interface Group {
  readonly ask: Ask;
  readonly about: Statement[];
}

/** Statements by what their sentences ask, where that names something that the sources hold. */
function byAsk(statements: readonly Statement[], own: ReadonlyMap<Statement, Ask>, grounds: Grounds): Group[] {
  const groups = new Map<string, Group>();
  for (const one of statements) {
    const ask = own.get(one);
    if (ask === undefined || !speaksOf(ask, grounds)) continue;
    const key = keyOf(ask);
    const group = groups.get(key) ?? { ask, about: [] };
    group.about.push(one);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** A finding about another period or row than the sentence names is none. */
function withoutContradiction(finding: Finding, own: Ask | undefined): Finding {
  const { best, standing } = finding;
  if (best === undefined || own === undefined) return finding;
  const contradiction = contradicts(own, standing.problem, best.candidate);
  return contradiction === undefined ? finding : { ...finding, contradiction, probability: 0 };
}

function keyOf({ text, periods }: Ask): string {
  return `${text}\n${JSON.stringify(periods)}`;
}

function isAccepted({ trees }: Judge, finding: Finding | undefined): boolean {
  return finding?.best !== undefined && finding.probability >= trees.threshold;
}

function createStandings({ ranker }: Judge, grounds: Grounds, history: readonly Turn[]): (ask: Ask) => Standing {
  const known = new Map<string, Standing>();
  return (ask) => {
    const key = keyOf(ask);
    let standing = known.get(key);
    if (standing === undefined) {
      const problem = poseProblem(grounds, ask, history);
      standing = readStanding(problem, ranker.scorer(problem));
      known.set(key, standing);
    }
    return standing;
  };
}

function findUnder({ trees }: Judge, standing: Standing, figures: readonly Statement[]): [Statement, Finding][] {
  const turned = figures.filter((one) => one.countsDown);
  const numbers = [...figures.map(({ stated }) => stated), ...turned.map(({ opposite }) => opposite)];
  const matches = findMatches(standing, numbers);
  const judged = (stated: StatedNumber, of: readonly Match[]): number => {
    const features = figureFeatures(standing, stated, of);
    return features === undefined ? 0 : trees.probability(features);
  };
  const eligible = (stated: StatedNumber, of: readonly Match[]): Match[] =>
    of.filter((match) => excludedBy(standing, stated, match) === undefined);
  return figures.map((one, index) => {
    const all = matches[index] ?? [];
    const own = eligible(one.stated, all);
    const opposite = eligible(
      one.opposite,
      one.countsDown ? (matches[figures.length + turned.indexOf(one)] ?? []) : [],
    );
    const spelled = [...own, ...opposite].find((match) => isSpelledOut(standing, one, match));
    if (spelled !== undefined)
      return [one, { standing, matches: all, best: spelled, turned: opposite.includes(spelled), probability: 1 }];
    const straight = judged(one.stated, own);
    const down = judged(one.opposite, opposite);
    const best = down > straight ? opposite[0] : own[0];
    return [one, { standing, matches: all, best, turned: down > straight, probability: Math.max(straight, down) }];
  });
}

function accepted(figure: Figure, finding: Finding, { candidate }: Match, nameSource: NameSource): Judged {
  const { problem } = finding.standing;
  const text = figure.text.trim();
  const stated = finding.turned ? `−${text}` : text;
  const described = describeDerivation(problem, candidate, { stated, nameSource });
  const { operation, operands } = candidate;
  const lines = operands.map((index) => problem.grounds.lines[problem.operands[index]?.line ?? -1]);
  const sources = [...new Set(lines.flatMap((line) => line?.source ?? []))];
  if (operation === 'value' || operation === 'negated' || operation === 'rescaled') {
    return { checked: { figure, status: 'found', how: `stands in the sources: ${described}` }, sources };
  }
  return { checked: { figure, status: 'derived', how: `derived: ${described}` }, sources };
}

function reasonsFor(
  refused: readonly Statement[],
  findings: ReadonlyMap<Statement, Finding>,
  nameSource: Hearing['nameSource'],
): Map<Statement, string> {
  const reasons = new Map<Statement, string>();
  const standings = new Set(refused.flatMap((one) => findings.get(one)?.standing ?? []));
  for (const standing of standings) {
    const own = refused.filter((one) => findings.get(one)?.standing === standing);
    const turned = findMatches(
      standing,
      own.map(({ opposite }) => opposite),
    );
    for (const [index, one] of own.entries()) {
      const { matches = [], contradiction } = findings.get(one) ?? {};
      const opposite = turned[index] ?? [];
      const name = (id: string): string => nameSource(id, one);
      reasons.set(one, refusalOf({ standing, stated: one.stated, matches, opposite, contradiction, nameSource: name }));
    }
  }
  return reasons;
}
