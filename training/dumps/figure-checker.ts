// Features of every statement of `figures`, with derivations ranked by weights that have not seen its document.
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { parseFigures } from '@plumbline/core';
import {
  createDerivationRanker,
  type DerivationRanker,
  poseProblem,
  readGrounds,
  statedNumber,
} from '@plumbline/core/derivations';
import { excludedBy } from '../../packages/guardrails/src/figures/exclusion.ts';
import { FIGURE_FEATURES, figureFeatures } from '../../packages/guardrails/src/figures/figure-features.ts';
import { findMatches, readStanding } from '../../packages/guardrails/src/figures/standing.ts';
import { readStatedQuestions, type StatedQuestion } from './lib/figure-records.ts';
import { DERIVATION_FIXTURE } from './lib/fixture-derivations.ts';
import { dumpArguments, readFolds, writeRows } from './lib/rows.ts';

const task = dumpArguments();
const { weights, partOf } = readFolds(task, 'derivation-ranker');
const rankers = weights.map((own) => createDerivationRanker({ weights: own }));
const shipped = createDerivationRanker();

mkdirSync(task.out, { recursive: true });
const file = openSync(join(task.out, 'rows.f32'), 'w');
let written = 0;
const statements = readStatedQuestions(task.data).flatMap((question) => {
  const ranker = rankers[partOf[question.docId] ?? -1];
  if (ranker === undefined) throw new Error(`No weights for ${question.docId}: train derivation-ranker first.`);
  return measured(question, ranker);
});
closeSync(file);
writeRows(task.out, 'statements.jsonl', statements);
writeRows(task.out, 'fixture.jsonl', [fixture()]);

/** `row` is missing where no derivation yields the number: there the model has no say. */
function measured(asked: StatedQuestion, ranker: DerivationRanker): object[] {
  const { docId, source, kind, question, history, context } = asked;
  const problem = poseProblem(readGrounds(context), question, history);
  const standing = readStanding(problem, ranker.scorer(problem));
  const numbers = asked.statements.map(({ number }) => number);
  const matches = findMatches(standing, numbers);
  const text = [question, ...context.map((one) => (one.kind === 'text' ? one.text : one.rows.flat().join(' ')))];
  return asked.statements.map(({ id, number, right, alteration, text: statement }, index) => {
    const eligible = (matches[index] ?? []).filter((match) => excludedBy(standing, number, match) === undefined);
    const features = figureFeatures(standing, number, eligible);
    const row = features === undefined ? undefined : written++;
    if (features !== undefined) writeSync(file, new Uint8Array(Float32Array.from(features).buffer));
    return { id, docId, source, kind, right, alteration, text: [statement, ...text].join(' '), row };
  });
}

/** Statements about our own tables, with their features in full precision. */
function fixture(): object {
  const { question, history, sources, statements } = DERIVATION_FIXTURE;
  const problem = poseProblem(readGrounds(sources), question, history);
  const standing = readStanding(problem, shipped.scorer(problem));
  const numbers = statements.map((statement) => parseFigures(statement).map(statedNumber));
  const matches = findMatches(standing, numbers.flat());
  const features = numbers.flat().map((number, index) => figureFeatures(standing, number, matches[index] ?? []));
  const rows = features.map((own) => (own === undefined ? [] : [...own]));
  return { question, history, sources, statements, names: FIGURE_FEATURES, features: rows };
}
