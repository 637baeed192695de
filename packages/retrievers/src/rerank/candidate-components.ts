import type { DocumentInterface } from '@langchain/core/documents';
import { type PassageMetadata, passageMetadataSchema } from '@plumbline/core';
import { z } from 'zod';
import type { Analyser } from '../analysis/analyser.ts';
import { periodMatch, subjectMatch } from '../analysis/metadata-match.ts';
import { identifyByTicker, periodsOf, subjectsOf } from '../analysis/passage-facts.ts';
import { passageTerms } from '../analysis/passage-terms.ts';
import { questionPeriods } from '../analysis/period-keys.ts';
import type { QuestionAnalyser } from '../analysis/question.ts';
import { createSubjectFinder } from '../analysis/subjects.ts';
import { compileQuestion } from './compiled-question.ts';
import { DEFAULT_WEIGHTS, type ScoreComponents, scorePassages } from './score-passages.ts';

export interface QuestionReaders {
  readonly analyser: Analyser;
  readonly questions: QuestionAnalyser;
}

const componentsSchema = z.object(
  Object.fromEntries(Object.keys(DEFAULT_WEIGHTS).map((name) => [name, z.number()])) as Record<
    keyof ScoreComponents,
    z.ZodNumber
  >,
);

/** Metadata of a document of any retriever: what is missing or of another form says nothing. */
const anyMetadataSchema = z.looseObject({
  ...passageMetadataSchema.shape,
  docId: z.string().catch(''),
  chunk: z.number().catch(0),
  title: z.string().catch(''),
  source: z.string().catch(''),
  docType: z.string().catch(''),
  asOf: z.string().catch(''),
  classification: passageMetadataSchema.shape.classification.catch('restricted'),
  acl: z.array(z.string()).catch([]),
  page: z.number().optional().catch(undefined),
  section: z.string().optional().catch(undefined),
  table: z.string().optional().catch(undefined),
  company: z.string().optional().catch(undefined),
  ticker: z.string().optional().catch(undefined),
  fiscalYear: z.number().optional().catch(undefined),
  period: z.string().optional().catch(undefined),
  score: z.number().optional().catch(undefined),
  scores: z.record(z.string(), z.number()).optional().catch(undefined),
});

/** A candidate with metadata that can be relied on. */
export interface ReadCandidate {
  readonly document: DocumentInterface;
  readonly metadata: PassageMetadata;
}

export function readCandidates(documents: readonly DocumentInterface[]): ReadCandidate[] {
  return documents.map((document) => ({ document, metadata: anyMetadataSchema.parse(document.metadata) }));
}

/**
 * How each candidate holds the question, by component: those a LanceRetriever has left in `scores`, or, where one lacks
 * them, all read from the texts.
 */
export function candidateComponents(
  candidates: readonly ReadCandidate[],
  question: string,
  readers: QuestionReaders,
): ScoreComponents[] {
  const left: ScoreComponents[] = [];
  for (const { metadata } of candidates) {
    const found = metadata.scores === undefined ? undefined : componentsSchema.safeParse(metadata.scores).data;
    if (found === undefined) return readComponents(candidates, question, readers);
    left.push(found);
  }
  return left;
}

function readComponents(
  candidates: readonly ReadCandidate[],
  question: string,
  { analyser, questions }: QuestionReaders,
): ScoreComponents[] {
  const bySubject = candidates.map(({ metadata }) => subjectsOf(metadata, analyser));
  const subjects = new Map(bySubject.flat().map((subject) => [subject.key, subject]));
  const named = createSubjectFinder(subjects.values(), analyser, identifyByTicker).find(question);
  const facts = { subjects: named.keys, periods: questionPeriods(question) };
  const analysis = questions.analyse(question, new Set([...named.words].map(analyser.stem)));
  const top = candidates.reduce((high, { metadata }) => Math.max(high, metadata.score ?? 0), 0);
  const encoder = new TextEncoder();
  const read = candidates.map(({ document, metadata }, place) => {
    const about = { subjects: (bySubject[place] ?? []).map(({ key }) => key), periods: periodsOf(metadata) };
    const terms = passageTerms({ id: '', pageContent: document.pageContent, metadata }, analyser);
    return {
      terms: encoder.encode(terms),
      first: top > 0 ? Math.max(0, metadata.score ?? 0) / top : 1 - place / candidates.length,
      subject: subjectMatch(facts, about),
      period: periodMatch(facts, about),
    };
  });
  return scorePassages(read, compileQuestion(analysis, analyser));
}
