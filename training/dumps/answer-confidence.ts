// What the offline model could say to every question of qa-numeric, by weights of the derivation ranker that have not seen its document.
import { join } from 'node:path';
import { createDerivationRanker } from '@plumbline/core/derivations';
import { askRecord, messagesOf, scoreAnswer } from '../../packages/cli/src/eval/qa-numeric.ts';
import {
  contextText,
  type NumericRecord,
  numericRecordSchema,
} from '../../packages/cli/src/eval/qa-numeric-records.ts';
import { answerFromSources } from '../../packages/router/src/extractive/answer-from-sources.ts';
import type { AnswerConfidence } from '../../packages/router/src/extractive/arithmetic/answer-confidence.ts';
import { ANSWER_FEATURES, answerFeatures } from '../../packages/router/src/extractive/arithmetic/answer-features.ts';
import { type Calculation, isLookup } from '../../packages/router/src/extractive/arithmetic/calculate.ts';
import { readConversation } from '../../packages/router/src/extractive/conversation.ts';
import { ExtractiveChatModel } from '../../packages/router/src/extractive/extractive-chat-model.ts';
import { dumpArguments, readFolds, readRows, writeRows } from './lib/rows.ts';

const task = dumpArguments();
const { weights, partOf } = readFolds(task, 'derivation-ranker');
const rankers = weights.map((fold) => createDerivationRanker({ weights: fold }));
const records = readRows(join(task.data, 'qa-numeric/dev.jsonl'), numericRecordSchema);
const rows: object[] = [];
for (const record of records) rows.push(await measured(record));
writeRows(task.out, 'questions.jsonl', rows);
writeRows(task.out, 'names.jsonl', [{ features: ANSWER_FEATURES }]);

/** Asks the model twice: what it says when it gives its calculation whatever that is worth, and when it quotes instead. */
async function measured(record: NumericRecord): Promise<object> {
  const { id, docId, source, question, context, gold } = record;
  const seen: { calculation?: Calculation } = {};
  const always: AnswerConfidence = {
    identity: 'always',
    judge: () => ({ right: 1, lookup: 1, asked: 1 }),
    decide: (calculation) => {
      seen.calculation = calculation;
      return calculation.best === undefined ? 'quote' : 'answer';
    },
  };
  const ranker = rankers[partOf[docId] ?? 0];
  if (ranker === undefined) throw new Error(`no weights for ${docId}`);
  const calculated = scoreAnswer(
    record,
    await askRecord(new ExtractiveChatModel({ ranker, confidence: always }), record),
  );
  const asked = readConversation(messagesOf(record));
  const quoted = scoreAnswer(record, answerFromSources(asked.question, asked.sources).text);
  const { calculation } = seen;
  const followUp = asked.history.length > 0;
  const best = calculation?.best;
  return {
    id,
    docId,
    source,
    answerType: gold.answerType,
    text: [question, ...context.map(contextText)].join(' '),
    features: calculation === undefined ? [] : answerFeatures(calculation),
    followUp,
    looksUp: best !== undefined && isLookup(best.operation),
    // A first question that only looks a number up is never answered by calculation.
    calculates: best !== undefined && calculated.answered && (followUp || !isLookup(best.operation)),
    calculated: calculated.right,
    quotes: quoted.answered,
    quoted: quoted.right,
  };
}
