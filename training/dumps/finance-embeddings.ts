// Tokens of every text the vectors are trained on: passages by group (a document), questions with the passages that answer.
import { createAnalyser } from '../../packages/retrievers/src/analysis/analyser.ts';
import { createFinanceTokeniser } from '../../packages/retrievers/src/embeddings/finance-tokens.ts';
import { HashedNgramEmbeddings } from '../../packages/retrievers/src/embeddings/hashed-ngram-embeddings.ts';
import { FIXTURE_PASSAGES, FIXTURE_QUESTIONS } from './lib/fixture-texts.ts';
import { contextText, readCorpus, readNumeric, readPages, readQueries } from './lib/records.ts';
import { dumpArguments, writeRows } from './lib/rows.ts';

const { data, out } = dumpArguments();
const tokeniser = createFinanceTokeniser(createAnalyser());
const tokensOf = (text: string): string => tokeniser.passage(text).join(' ');
const questionOf = (text: string): string => tokeniser.question(text).join(' ');

const corpus = readCorpus(data);
const passages = corpus.map(({ id, docId, title, text }) => {
  return { id, docId, group: docId, kind: 'retrieval', title: tokensOf(title), tokens: tokensOf(text), text };
});
const pairs = readQueries(data).map(({ id, docId, question, scope, relevant }) => {
  return { id, docId, group: docId, kind: 'retrieval', scope, question, tokens: questionOf(question), relevant };
});

// TAT-QA questions of qa-numeric/dev are the same as those of retrieval; its conversations and the train part are not.
for (const part of ['dev', 'train'] as const) {
  for (const { id, docId, question, history = [], source, context, gold } of readNumeric(data, part)) {
    if (part === 'dev' && source === 'TAT-QA') continue;
    const group = `${docId}#qa`;
    const known = new Set(passages.filter((passage) => passage.group === group).map((passage) => passage.id));
    for (const item of context) {
      const passage = {
        id: `${group}/${item.id}`,
        docId,
        group,
        kind: 'qa-numeric',
        title: '',
        text: contextText(item),
      };
      if (!known.has(passage.id)) passages.push({ ...passage, tokens: tokensOf(passage.text) });
    }
    const asked = [...history.map((turn) => turn.question), question].join(' ');
    const relevant = gold.evidence.map((evidence) => `${group}/${evidence}`);
    const pair = {
      id,
      docId,
      group,
      kind: 'qa-numeric',
      scope: 'document',
      question: asked,
      tokens: questionOf(asked),
    };
    if (relevant.length > 0) pairs.push({ ...pair, relevant } as (typeof pairs)[number]);
  }
}

const pages = ['filings', 'fomc-statements'].flatMap((name) =>
  readPages(data, name).map(({ id, docId = id, title, text }) => {
    return { id, docId, group: docId, kind: name, title: tokensOf(title), tokens: tokensOf(text), text };
  }),
);

// The embedder that needs no training, to compare with.
const hashed = new HashedNgramEmbeddings();
const queries = pairs.filter(({ kind }) => kind === 'retrieval');
writeRows(out, 'hashed-passages.jsonl', await hashed.embedDocuments(corpus.map(({ text }) => text)));
writeRows(out, 'hashed-queries.jsonl', await hashed.embedDocuments(queries.map(({ question }) => question)));

writeRows(out, 'fixture.jsonl', [
  ...FIXTURE_PASSAGES.map((text) => ({ kind: 'passage', text, tokens: tokensOf(text) })),
  ...FIXTURE_QUESTIONS.map((text) => ({ kind: 'question', text, tokens: questionOf(text) })),
]);
writeRows(out, 'passages.jsonl', [...passages, ...pages]);
writeRows(out, 'pairs.jsonl', pairs);
