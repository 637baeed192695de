import type { PromptSource } from '../text/sources-prompt.ts';
import { describeSource } from './describe-source.ts';
import type { Evidence, EvidenceCell } from './evidence.ts';
import { matchRow } from './match-row.ts';
import { matchSentence } from './match-sentence.ts';
import type { Question } from './question.ts';
import { weighTerms } from './weigh-terms.ts';

/** A piece of a source that may answer a question. */
export interface Candidate {
  readonly source: PromptSource;
  readonly evidence: Evidence;
  /** For a row: the cells that answer, one for each period asked for. */
  readonly cells: readonly EvidenceCell[];
  /** How far the piece, with what it stands under, speaks of each term of the question; 0 to 1. */
  readonly credits: readonly number[];
  /** The credits weighted by how rare the terms are; 0 to 1. */
  readonly coverage: number;
  /** Coverage with small rewards and penalties for form; what candidates are ordered by. */
  readonly score: number;
}

/**
 * Scores every sentence and table row of the sources against a question. Pieces that speak of another company or
 * another period than the one asked for are left out, so are pieces without a figure when a figure is asked for.
 *
 * @returns candidates, best first; ties in the order of the sources
 */
export function matchEvidence(question: Question, sources: readonly PromptSource[]): Candidate[] {
  const described = sources.map(describeSource);
  const ask = { question, weights: weighTerms(question, described) };
  return described
    .flatMap((source) =>
      source.pieces.flatMap(({ evidence, terms }) =>
        evidence.kind === 'row'
          ? matchRow(ask, source, { evidence, terms })
          : matchSentence(ask, source, { evidence, terms }),
      ),
    )
    .sort((left, right) => right.score - left.score);
}
