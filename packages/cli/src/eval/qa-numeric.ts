import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { AIMessage, type BaseMessage, HumanMessage, SystemMessage } from '@langchain/core/messages';
import { NOT_FOUND_TEXT, renderQuestion, renderSources, SOURCES_RULES } from '@plumbline/core';
import seenByRanker from '@plumbline/core/data/derivation-ranker.seen.json' with { type: 'json' };
import {
  atLeast,
  type EvalResult,
  type EvalSlice,
  isRightAnswer,
  type Metrics,
  readSeenRecords,
  seenShare,
} from '@plumbline/eval';
import { ExtractiveChatModel } from '@plumbline/router';
import seenByConfidence from '@plumbline/router/data/answer-confidence.seen.json' with { type: 'json' };
import { contextText, type NumericRecord, readNumericRecords } from './qa-numeric-records.ts';

const VERSION = '1';
const ACCURACY: Readonly<Record<string, number>> = { 'TAT-QA': 0.45, ConvFinQA: 0.3 };
const PRECISION = 0.75;

export interface NumericSuiteOptions {
  /** A file, or a folder with `dev.jsonl`, plain or `.gz`. */
  readonly data: string;
  readonly signal?: AbortSignal;
  /** Called now and then with the number of questions done and of all. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** One answer, scored. */
export interface ScoredAnswer {
  readonly source: string;
  readonly answerType: NumericRecord['gold']['answerType'];
  /** False for "not found". */
  readonly answered: boolean;
  readonly right: boolean;
}

/**
 * The suite `qa-numeric`: every question goes to the offline model as a user's would, with its context as sources and the
 * earlier turns as messages; the figure its answer states is compared with the right one. `seenShare` is the share of
 * questions that either shipped model was trained on.
 *
 * @throws InvalidInputError for data of another form, with file and line
 */
export async function runNumericSuite({ data, signal, onProgress }: NumericSuiteOptions): Promise<EvalResult> {
  const records = await readNumericRecords(data);
  const model = new ExtractiveChatModel();
  const scored: ScoredAnswer[] = [];
  for (const record of records) {
    signal?.throwIfAborted();
    scored.push(scoreAnswer(record, await askRecord(model, record, signal)));
    if (scored.length % 50 === 0) onProgress?.(scored.length, records.length);
  }
  return { ...numericResult(scored), seenShare: shareSeen(records) };
}

/** Written as the training writes its records: the question, then its context. */
function shareSeen(records: readonly NumericRecord[]): number {
  const files = [seenByRanker, seenByConfidence].map(readSeenRecords);
  const candidates = records.map(({ id, question, context }) => ({
    id,
    text: [question, ...context.map(contextText)].join(' '),
  }));
  return seenShare(candidates, { has: (record) => files.some((file) => file.has(record)) });
}

/** Asks a model one record: earlier turns as messages, then the question with all of its context. */
export async function askRecord(model: BaseChatModel, record: NumericRecord, signal?: AbortSignal): Promise<string> {
  const { text } = await model.invoke(messagesOf(record), signal === undefined ? {} : { signal });
  return text;
}

/** Earlier turns, then the rules of an answer from sources, as the agent writes them. */
export function messagesOf({ docId, question, history, context }: NumericRecord): BaseMessage[] {
  const sources = context.map((item) => ({
    pageContent: contextText(item),
    metadata: {
      docId,
      chunk: 0,
      title: docId,
      source: docId,
      docType: item.kind,
      asOf: '',
      classification: 'public' as const,
      acl: [],
    },
  }));
  return [
    new SystemMessage(SOURCES_RULES),
    ...history.flatMap((turn) => [new HumanMessage(turn.question), new AIMessage(String(turn.answer))]),
    new HumanMessage(`${renderQuestion(question)}\n\n${renderSources(sources)}`),
  ];
}

/** TAT-QA asks for the scale as well; the numbers of ConvFinQA are as printed. */
export function scoreAnswer({ source, gold }: NumericRecord, text: string): ScoredAnswer {
  const { answer, answerType, scale, program } = gold;
  const asksScale = program === undefined;
  const wanted = { answer, scale, asksScale, ...(program === undefined ? {} : { program }) };
  const answered = !text.startsWith(NOT_FOUND_TEXT.replace(/\.$/, ''));
  return { source, answerType, answered, right: answered && isRightAnswer(text, wanted) };
}

/**
 * The figures of scored answers. The metrics and the slices by source are about arithmetic questions, as the gates are;
 * slices `<source>/<answerType>` about those of the one type.
 */
export function numericResult(scored: readonly ScoredAnswer[]): EvalResult {
  const arithmetic = scored.filter(({ answerType }) => answerType === 'arithmetic');
  const slices: Record<string, EvalSlice> = {};
  for (const source of [...new Set(scored.map((answer) => answer.source))].sort()) {
    slices[source] = sliceOf(arithmetic.filter((answer) => answer.source === source));
    const own = scored.filter((answer) => answer.source === source);
    for (const type of [...new Set(own.map(({ answerType }) => answerType))].sort())
      slices[`${source}/${type}`] = sliceOf(own.filter(({ answerType }) => answerType === type));
  }
  const metrics = metricsOf(arithmetic);
  return {
    suite: 'qa-numeric',
    version: VERSION,
    n: arithmetic.length,
    metrics,
    slices,
    gates: [
      ...Object.entries(ACCURACY)
        .filter(([source]) => slices[source] !== undefined)
        .map(([source, limit]) => atLeast(`${source} accuracy`, slices[source]?.metrics['accuracy'], limit)),
      atLeast('precision', metrics['precision'], PRECISION),
    ],
  };
}

function sliceOf(answers: readonly ScoredAnswer[]): EvalSlice {
  return { n: answers.length, metrics: metricsOf(answers) };
}

/** Precision of no answers at all is 0: a model that refuses everything passes no gate. */
function metricsOf(answers: readonly ScoredAnswer[]): Metrics {
  const right = answers.filter((answer) => answer.right).length;
  const answered = answers.filter((answer) => answer.answered).length;
  return {
    accuracy: share(right, answers.length),
    precision: share(right, answered),
    coverage: share(answered, answers.length),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
