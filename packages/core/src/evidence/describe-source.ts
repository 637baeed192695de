import type { Period } from '../contracts/figure.ts';
import { linkEntities } from '../entities/link-entities.ts';
import { parsePeriods } from '../figures/periods.ts';
import type { PromptSource } from '../text/sources-prompt.ts';
import type { Evidence } from './evidence.ts';
import { isInstructionLike } from './instruction-like.ts';
import { readEvidence } from './read-evidence.ts';
import { type Terms, termsOf } from './terms.ts';

/** A piece of a source with the terms of its own text, without what it stands under. */
export interface DescribedPiece<Piece extends Evidence = Evidence> {
  readonly evidence: Piece;
  readonly terms: Terms;
}

/** A source with everything a match asks of it, read once. */
export interface DescribedSource {
  readonly source: PromptSource;
  readonly pieces: readonly DescribedPiece[];
  /** Terms of title and section. */
  readonly title: Terms;
  /** The periods the whole source is about; its date when it names none. */
  readonly periods: readonly Period[];
  /** Tickers of the companies the source is about; empty when unknown. */
  readonly tickers: readonly string[];
}

/** Reads a source for matching. Paragraphs that give orders to a model are left out: they are never an answer. */
export function describeSource(source: PromptSource): DescribedSource {
  const head = [source.title, source.section ?? ''].join('\n');
  const stated = parsePeriods([source.period ?? '', head].join('\n'));
  const companies = linkEntities([source.title, source.company ?? ''].join('\n'));
  const tickers = [source.ticker, ...companies.map(({ ticker }) => ticker)].filter((ticker) => ticker !== undefined);
  return {
    source,
    pieces: withoutInstructions(readEvidence(source.text)).map((evidence) => ({
      evidence,
      terms: termsOf(ownText(evidence)),
    })),
    title: termsOf(head),
    periods: stated.length > 0 ? stated : parsePeriods(source.asOf),
    tickers: [...new Set(tickers)],
  };
}

function withoutInstructions(evidence: readonly Evidence[]): Evidence[] {
  const spoiled = new Set(
    evidence.flatMap((piece) => (piece.kind === 'sentence' && isInstructionLike(piece.text) ? [piece.paragraph] : [])),
  );
  return evidence.filter((piece) =>
    piece.kind === 'sentence' ? !spoiled.has(piece.paragraph) : !isInstructionLike(piece.text),
  );
}

function ownText(piece: Evidence): string {
  if (piece.kind === 'sentence') return piece.text;
  return [piece.label, piece.group, ...new Set(piece.cells.map(({ column }) => column))].join('\n');
}
