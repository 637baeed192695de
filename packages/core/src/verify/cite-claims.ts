import type { Span } from '../contracts/entity.ts';
import type { Passage } from '../contracts/passage.ts';
import { answerFigures } from './answer-figures.ts';
import { type CitedPassage, readCited } from './cited-passage.ts';
import type { DraftSentence } from './read-draft.ts';
import { type Support, supportClaim } from './support-claim.ts';

/** A source that bears out a sentence, under its new number. */
export interface ClaimCitation {
  /** The number in the answer, from 1 in order of appearance. */
  readonly n: number;
  readonly cited: CitedPassage;
  readonly support: Support;
}

/** A sentence of a draft with what its markers turned out to be worth. */
export interface CitedSentence {
  readonly sentence: DraftSentence;
  readonly citations: readonly ClaimCitation[];
  /** Numbers it cites that no source has. */
  readonly missing: readonly number[];
  /** Numbers of sources that do not bear it out. */
  readonly unsupporting: readonly number[];
}

/** What stands in place of a marker, or of several in one pair of brackets. */
export interface MarkerText {
  readonly span: Span;
  readonly text: string;
}

/**
 * Checks every marker of a draft against the passage it points to, and numbers those that hold. A passage need not hold
 * a figure that is derived from it: `derived` are the offsets in the draft where such figures begin.
 */
export function citeClaims(
  sentences: readonly DraftSentence[],
  passages: readonly Passage[],
  derived: ReadonlySet<number> = new Set(),
): CitedSentence[] {
  const read = new Map<number, CitedPassage>();
  let last = 0;
  return sentences.map((sentence) => {
    const citations: ClaimCitation[] = [];
    const missing: number[] = [];
    const unsupporting: number[] = [];
    const figures = answerFigures(sentence.text, 0).filter(
      ({ span }) => !derived.has(span.start + sentence.span.start),
    );
    const claim = { text: sentence.text, figures };
    for (const n of new Set(sentence.markers.map((marker) => marker.n))) {
      const passage = passages[n - 1];
      if (passage === undefined) {
        missing.push(n);
        continue;
      }
      const cited = read.get(n) ?? readCited(n, passage);
      read.set(n, cited);
      const support = supportClaim(claim, cited);
      if (support === undefined) unsupporting.push(n);
      else {
        last += 1;
        citations.push({ n: last, cited, support });
      }
    }
    return { sentence, citations, missing, unsupporting };
  });
}

/** The markers of an answer: the new numbers of those that hold; the others go. Markers in one bracket share a place. */
export function renumbered(sentences: readonly CitedSentence[]): MarkerText[] {
  return sentences.flatMap(({ sentence: { markers }, citations }) => {
    const starts = new Set(markers.map(({ span }) => span.start));
    return [...starts].flatMap((start) => {
      const together = markers.filter(({ span }) => span.start === start);
      const numbers = together.flatMap(({ n }) => citations.filter(({ cited }) => cited.n === n).map((one) => one.n));
      const text = numbers.map((n) => ` [${n}]`).join('');
      return together.slice(0, 1).map(({ span }) => ({ span, text }));
    });
  });
}
