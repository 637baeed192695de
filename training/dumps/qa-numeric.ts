// The suite qa-numeric, out of fold: the offline model answers every question with weights that have not seen its document.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDerivationRanker } from '@plumbline/core/derivations';
import { createAnswerConfidence, ExtractiveChatModel } from '@plumbline/router';
import { askRecord, numericResult, type ScoredAnswer, scoreAnswer } from '../../packages/cli/src/eval/qa-numeric.ts';
import { numericRecordSchema } from '../../packages/cli/src/eval/qa-numeric-records.ts';
import { dumpArguments, readFolds, readRows } from './lib/rows.ts';

const REPORT = 'training/reports/qa-numeric.json';

const task = dumpArguments();
const rankers = readFolds(task, 'derivation-ranker');
const confidences = readFolds(task, 'answer-confidence');
const models = rankers.weights.map((weights, fold) => {
  const confidence = createAnswerConfidence(confidences.weights[fold]);
  return new ExtractiveChatModel({ ranker: createDerivationRanker({ weights }), confidence });
});
const records = readRows(join(task.data, 'qa-numeric/dev.jsonl'), numericRecordSchema);
const scored: ScoredAnswer[] = [];
const sizes = models.map(() => 0);
for (const record of records) {
  const fold = rankers.partOf[record.docId] ?? -1;
  const model = models[fold];
  if (model === undefined || confidences.partOf[record.docId] !== fold) {
    throw new Error(
      `The models were not trained with the same folds: ${record.docId}. Train derivation-ranker, then answer-confidence.`,
    );
  }
  sizes[fold] = (sizes[fold] ?? 0) + 1;
  scored.push(scoreAnswer(record, await askRecord(model, record)));
}
const { suite, n, metrics, slices, gates } = numericResult(scored);
const { parts = {} } = JSON.parse(readFileSync(REPORT, 'utf8'));
const report = {
  suite,
  folds: task.folds,
  n,
  metrics,
  slices,
  gates,
  foldSizes: sizes,
  measures:
    'ExtractiveChatModel with its context as sources and the earlier turns as messages; derivation ranker, confidence and threshold out of fold',
  models: ['derivation-ranker', 'answer-confidence'],
  parts,
};
writeFileSync(REPORT, `${JSON.stringify(report, rounded, 2)}\n`);
for (const { name, value, limit, pass } of gates)
  console.log(`${pass ? 'pass' : 'FAIL'} ${name} ${value.toFixed(3)} (${limit})`);

/** Six digits, as the reports of the models. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toFixed(6)) : value;
}
