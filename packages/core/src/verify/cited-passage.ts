import type { Passage } from '../contracts/passage.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { readEvidence } from '../evidence/read-evidence.ts';
import { type Terms, termsOf } from '../evidence/terms.ts';
import { figuresOf, type PassageFigure } from './passage-figures.ts';

/** A piece of a cited passage with its figures. */
export interface CitedPiece {
  readonly evidence: Evidence;
  readonly figures: readonly PassageFigure[];
}

/** A passage that a draft cites, read once for all its claims. */
export interface CitedPassage {
  /** The number the draft cites it by: its place among the passages the model saw, from 1. */
  readonly n: number;
  readonly passage: Passage;
  readonly pieces: readonly CitedPiece[];
  /** Terms of title, company and section. */
  readonly title: Terms;
}

export function readCited(n: number, passage: Passage): CitedPassage {
  const { title, company = '', section = '' } = passage.metadata;
  return {
    n,
    passage,
    pieces: readEvidence(passage.pageContent).map((evidence) => ({ evidence, figures: figuresOf(evidence) })),
    title: termsOf([title, company, section].join('\n')),
  };
}
