import type { Passage } from '../contracts/passage.ts';
import type { Candidate } from '../evidence/match.ts';
import type { PromptSource } from '../text/sources-prompt.ts';
import type { CitedSentence } from './cite-claims.ts';

/** A passage as the matcher reads it. */
export function toSource({ pageContent, metadata }: Passage, n: number): PromptSource {
  const { title, asOf, section, company, ticker, period } = metadata;
  return {
    n,
    title,
    asOf,
    text: pageContent,
    ...(section === undefined ? {} : { section }),
    ...(company === undefined ? {} : { company }),
    ...(ticker === undefined ? {} : { ticker }),
    ...(period === undefined ? {} : { period }),
  };
}

/**
 * The numbers under which the matcher sees the sentences of an answer: above those of the passages. A sentence speaks
 * of the question in its own words, under the title of the passage that bears it out.
 */
export function sentenceSources(sentences: readonly CitedSentence[], passages: readonly Passage[]): PromptSource[] {
  return sentences.flatMap(({ sentence, citations }, index) => {
    const [first] = citations;
    if (first === undefined) return [];
    return [{ ...toSource(first.cited.passage, passages.length + index + 1), text: sentence.text.trim() }];
  });
}

/** How far the cited evidence, or the answer's own sentences, speak of the question: the best one, or all together. */
export function relevanceOf(
  candidates: readonly Candidate[],
  sentences: readonly CitedSentence[],
  passages: number,
): number {
  const cited = candidates.filter(
    ({ source, evidence }) =>
      source.n > passages ||
      sentences.some(({ citations }) =>
        citations.some(
          ({ cited: { n }, support: { span } }) =>
            n === source.n && span.start < evidence.span.end && evidence.span.start < span.end,
        ),
      ),
  );
  const best = Math.max(0, ...cited.map(({ coverage }) => coverage));
  const [first] = cited;
  if (first === undefined || sentences.length < 2) return best;
  const joint = first.credits.map((_, term) => Math.max(...cited.map(({ credits }) => credits[term] ?? 0)));
  return Math.max(best, joint.reduce((sum, credit) => sum + credit, 0) / Math.max(1, joint.length));
}
