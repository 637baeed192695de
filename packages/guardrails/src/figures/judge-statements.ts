import type { CheckedFigure } from '@plumbline/core';
import {
  type Candidate,
  type DerivationRanker,
  describeDerivation,
  type Grounds,
  type Problem,
  poseProblem,
  type Reach,
  type Turn,
} from '@plumbline/core/derivations';
import type { BoostedTrees } from './boosted-trees.ts';
import { namesRow } from './contradiction.ts';
import { contradictionOf, type Finding, findUnder } from './find-under.ts';
import { findNamed, type Named } from './named-rows.ts';
import { type NameSource, refusalOf } from './refusal.ts';
import { BRIEF, readStanding } from './standing.ts';
import { figureInText, groupByAsk, type Statement } from './statement.ts';

export interface Judge {
  readonly trees: BoostedTrees;
  readonly ranker: DerivationRanker;
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

/**
 * Checks statements against the grounds, in order: first what a sentence names itself, then what the model says of it as
 * an answer to its own sentence, then as an answer to the question.
 */
export function judgeStatements(judge: Judge, hearing: Hearing): Judged[] {
  const { question, history, grounds, statements, nameSource } = hearing;
  if (statements.length === 0) return [];
  const asked = poseProblem(grounds, question, history);
  const named = new Map<Statement, Named>();
  for (const one of statements) {
    const found = findNamed(asked, one);
    if (found !== undefined) named.set(one, found);
  }
  const findings = findOpen(
    judge,
    hearing,
    asked,
    statements.filter((one) => !named.has(one)),
  );
  return statements.map((one) => {
    const name = (id: string): string => nameSource(id, one);
    const own = named.get(one);
    if (own !== undefined) return accepted(one, asked, own, name);
    const finding = findings.get(one);
    if (finding?.best !== undefined && isAccepted(judge, finding)) {
      const { best, turned, standing } = finding;
      return accepted(one, standing.problem, { candidate: best.candidate, turned }, name);
    }
    const how = finding === undefined ? 'was not checked' : refusalOf({ ...finding, statement: one, nameSource: name });
    return { checked: { figure: figureInText(one), status: 'unverified', how }, sources: [] };
  });
}

/** What the model says of statements: of each the better finding, under its own sentence or under the question. */
function findOpen(
  judge: Judge,
  { grounds, history }: Hearing,
  asked: Problem,
  statements: readonly Statement[],
): Map<Statement, Finding> {
  const findings = new Map<Statement, Finding>();
  const find = (problem: Problem, about: readonly Statement[], reach?: Reach): void => {
    const standing = readStanding(problem, judge.ranker.scorer(problem), reach);
    for (const [one, found] of findUnder(judge.trees, standing, about)) {
      const finding = withoutContradiction(one, found);
      const known = findings.get(one);
      if (known === undefined || finding.probability >= known.probability) findings.set(one, finding);
    }
  };
  for (const { ask, about } of groupByAsk(statements, grounds)) find(poseProblem(grounds, ask, history), about, BRIEF);
  // A sentence that names a row says itself what its figures are; the question could only lend them another meaning.
  const left = statements.filter((one) => !isAccepted(judge, findings.get(one)) && !namesRow(grounds, one.own));
  if (left.length > 0) find(asked, left);
  return findings;
}

function isAccepted({ trees }: Judge, finding: Finding | undefined): boolean {
  return finding?.best !== undefined && finding.probability >= trees.threshold;
}

/** A finding about another period or row than the sentence names, or in the other direction, is none. */
function withoutContradiction(statement: Statement, finding: Finding): Finding {
  const { best, standing } = finding;
  if (best === undefined) return finding;
  const contradiction = contradictionOf(statement, standing, best);
  return contradiction === undefined ? finding : { ...finding, contradiction, probability: 0 };
}

const LOOKUPS: ReadonlySet<Candidate['operation']> = new Set(['value', 'negated', 'rescaled']);

function accepted(one: Statement, problem: Problem, { candidate, turned }: Named, nameSource: NameSource): Judged {
  const figure = figureInText(one);
  const text = figure.text.trim();
  const described = describeDerivation(problem, candidate, { stated: turned ? `−${text}` : text, nameSource });
  const lines = candidate.operands.map((index) => problem.grounds.lines[problem.operands[index]?.line ?? -1]);
  const sources = [...new Set(lines.flatMap((line) => line?.source ?? []))];
  if (LOOKUPS.has(candidate.operation)) {
    return { checked: { figure, status: 'found', how: `stands in the sources: ${described}` }, sources };
  }
  return { checked: { figure, status: 'derived', how: described }, sources };
}
