import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Classification, Passage } from '@plumbline/core';

const data = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const examples = fileURLToPath(new URL('../../examples/', import.meta.url));

/** Real sentences, and what to put them together with. */
export interface Material {
  readonly origin: string;
  readonly sentences: readonly string[];
  readonly companies: readonly string[];
  readonly questions: readonly string[];
}

const PASSAGE_LENGTH = 1_400;
const DOCUMENT_TYPES = ['10K', '10K', '10K', '10Q', '8K', 'EARNINGS'];
const CLASSES: readonly Classification[] = ['public', 'public', 'internal', 'confidential', 'restricted'];

/** The benchmark data beside the checkout where they are, else the sample corpus. */
export function readMaterial(): Material {
  return existsSync(`${data}retrieval/corpus.jsonl`) ? fromData() : fromExamples();
}

function fromData(): Material {
  const corpus = lines<{ text: string }>(`${data}retrieval/corpus.jsonl`);
  const filings = lines<{ text: string; publisher: string }>(`${data}demo-corpus/filings.jsonl`);
  const statements = lines<{ text: string }>(`${data}demo-corpus/fomc-statements.jsonl`);
  return {
    origin: 'benchmark data',
    sentences: sentencesOf([...corpus, ...filings, ...statements].map(({ text }) => text)),
    companies: [...new Set(filings.map(({ publisher }) => publisher))],
    questions: lines<{ question: string }>(`${data}retrieval/queries.jsonl`).map(({ question }) => question),
  };
}

function fromExamples(): Material {
  const texts = readdirSync(`${examples}corpus`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => readFileSync(`${examples}corpus/${name}`, 'utf8'));
  return {
    origin: 'sample corpus',
    sentences: sentencesOf(texts.map((text) => text.replace(/^---[\s\S]*?---\n/, ''))),
    companies: [...new Set(texts.flatMap((text) => /^company: (.+)$/m.exec(text)?.[1] ?? []))],
    questions: lines<{ question: string }>(`${examples}corpus-questions.jsonl`).map(({ question }) => question),
  };
}

/** Sentences and rows of tables of a plausible length. */
function sentencesOf(texts: readonly string[]): string[] {
  return texts
    .flatMap((text) => text.split(/(?<=[.!?])\s+|\n+/))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length > 20 && sentence.length < 600);
}

/** Passages of real sentences in random order, the same for the same seed. */
export function* passages(count: number, { sentences, companies }: Material, seed = 1): Generator<Passage> {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  for (let index = 0; index < count; index += 1) {
    const lines: string[] = [];
    for (let length = 0; length < PASSAGE_LENGTH; ) {
      const sentence = pick(sentences);
      lines.push(sentence);
      length += sentence.length + 1;
    }
    const company = pick(companies);
    const year = 2010 + Math.floor(random() * 15);
    const docType = pick(DOCUMENT_TYPES);
    const docId = `${company} ${year} ${docType}`;
    const group = random() < 0.2 ? [`group:g${Math.floor(random() * 5)}`] : [];
    yield {
      id: `p${index}`,
      pageContent: lines.join('\n').slice(0, PASSAGE_LENGTH),
      metadata: {
        docId,
        chunk: index,
        title: docId,
        source: docId,
        docType,
        company,
        fiscalYear: year,
        asOf: `${year}-12-31`,
        classification: pick(CLASSES),
        acl: ['tenant:bench', ...group],
      },
    };
  }
}

/** Half of the questions as they are, half with a company and a year put in front. */
export function* questions(count: number, { questions: texts, companies }: Material, seed = 2): Generator<string> {
  const random = randomFrom(seed);
  for (let index = 0; index < count; index += 1) {
    const text = texts[Math.floor(random() * texts.length)] ?? '';
    const company = companies[Math.floor(random() * companies.length)] ?? '';
    yield index % 2 === 0 ? text : `${company} ${2010 + Math.floor(random() * 15)}: ${text}`;
  }
}

/** Numbers from 0 to 1 that are the same on every run (xorshift32). */
export function randomFrom(seed: number): () => number {
  let state = (seed * 0x9e3779b1) | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

function lines<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
