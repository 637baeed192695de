// Features of the derivations of every question of `figures` and of qa-numeric's training part: the likely ones, and those that yield a stated number.
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Candidate,
  candidateOf,
  createFeatureReader,
  DERIVATION_FEATURES,
  enumerateDerivations,
  NARROW,
  OPERATIONS,
  poseProblem,
  readGrounds,
  SHAPES,
  statementOf,
  WIDE,
} from '@plumbline/core/derivations';
import { readArithmetic, readStatedQuestions, type StatedQuestion } from './lib/figure-records.ts';
import { DERIVATION_FIXTURE } from './lib/fixture-derivations.ts';
import { dumpArguments, writeRows } from './lib/rows.ts';

const { data, out } = dumpArguments();
/** Behind the features: operation, shape, whether it yields the right answer, whether it is one of the likely ones. */
const WIDTH = DERIVATION_FEATURES.length + 4;

mkdirSync(out, { recursive: true });
const file = openSync(join(out, 'rows.f32'), 'w');
let written = 0;
const questions = [...readStatedQuestions(data), ...readArithmetic(data)].map(measured);
closeSync(file);
writeRows(out, 'questions.jsonl', questions);
writeRows(out, 'names.jsonl', [{ features: DERIVATION_FEATURES, operations: OPERATIONS, shapes: SHAPES }]);
writeRows(out, 'fixture.jsonl', [fixture()]);

function measured({ id, docId, source, kind, question, history, context, statements }: StatedQuestion): object {
  const problem = poseProblem(readGrounds(context), question, history);
  const rows: { candidate: Candidate; right: boolean; likely: boolean }[] = [];
  const states = (right: boolean, ...[operation, value, , a]: Parameters<typeof candidateOf>): boolean =>
    statements.some((stated) => {
      if (stated.right !== right) return false;
      return statementOf(stated.number, operation, value, problem.operands[a]?.measure) !== undefined;
    });
  enumerateDerivations(problem, WIDE, (...found) => {
    const right = states(true, ...found);
    if (right || states(false, ...found)) rows.push({ candidate: candidateOf(...found), right, likely: false });
  });
  enumerateDerivations(problem, NARROW, (...found) => {
    rows.push({ candidate: candidateOf(...found), right: states(true, ...found), likely: true });
  });
  const from = written;
  const read = createFeatureReader(problem);
  for (const row of rows) write(read, row);
  const text = [question, ...context.map((one) => (one.kind === 'text' ? one.text : one.rows.flat().join(' ')))];
  return { id, docId, source, kind, text: text.join(' '), from, to: written };
}

function write(
  read: ReturnType<typeof createFeatureReader>,
  { candidate, right, likely }: { candidate: Candidate; right: boolean; likely: boolean },
): void {
  const features = new Float64Array(WIDTH);
  read(candidate, features);
  const last = [
    OPERATIONS.indexOf(candidate.operation),
    SHAPES.indexOf(candidate.shape),
    Number(right),
    Number(likely),
  ];
  features.set(last, DERIVATION_FEATURES.length);
  writeSync(file, new Uint8Array(Float32Array.from(features).buffer));
  written += 1;
}

/** The likely derivations of a question of our own, with their features in full precision. */
function fixture(): object {
  const { question, history, sources } = DERIVATION_FIXTURE;
  const problem = poseProblem(readGrounds(sources), question, history);
  const read = createFeatureReader(problem);
  const candidates: object[] = [];
  enumerateDerivations(problem, NARROW, (...found) => {
    const candidate = candidateOf(...found);
    const features = new Float64Array(DERIVATION_FEATURES.length);
    read(candidate, features);
    candidates.push({ ...candidate, features: [...features] });
  });
  return { question, history, sources, candidates };
}
