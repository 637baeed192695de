import type { Span } from '../contracts/entity.ts';
import type { Figure } from '../contracts/figure.ts';
import { type Terms, termsOf } from '../evidence/terms.ts';
import type { CitedPassage, CitedPiece } from './cited-passage.ts';
import { findQuote } from './find-quote.ts';
import { holdsFormula, withoutCalculation } from './formula.ts';
import { isSameButSign } from './same-figure.ts';

/** Where a passage bears out a claim. */
export interface Support {
  /** In the text of the passage. */
  readonly span: Span;
  /** 1 for a quotation, else the share of the claim's words that the place speaks of. */
  readonly score: number;
}

/** A claim of a draft: its text without markers, and its figures. */
export interface Claim {
  readonly text: string;
  readonly figures: readonly Figure[];
}

/**
 * The share of a claim's content words that one sentence or row of the passage, with its headings and the passage's
 * title, must hold. Lower lets claims pass that only share a subject with the source.
 */
const SUPPORT_THRESHOLD = 0.6;
/** A row bears out a claim only when the claim names it: the share of the row's name that the claim must say. */
const ROW_NAME_SHARE = 0.5;

/**
 * Finds where a passage bears out a claim: a literal quotation (white space, case and typography aside), else the
 * sentence or table row that shares most of the claim's words. A place that holds none of the claim's figures, denies
 * what the claim affirms, or moves the other way ("rose", "fell") does not bear it out.
 */
export function supportClaim(claim: Claim, { passage, pieces, title }: CitedPassage): Support | undefined {
  const quoted = findQuote(passage.pageContent, claim.text);
  if (quoted !== undefined) return { span: quoted, score: 1 };
  if (holdsFormula(claim.text)) return supportFormula(claim, { pieces, title });
  const terms = termsOf(claim.text);
  const [best] = pieces
    .flatMap((piece) => {
      const score = bearsOut(claim, terms, piece) ? overlap(terms, wordsAround(piece, title)) : 0;
      const own = overlap(terms, wordsAround(piece, title).slice(0, 1));
      return score >= SUPPORT_THRESHOLD ? [{ span: piece.evidence.span, score, own }] : [];
    })
    .sort((left, right) => right.score - left.score || right.own - left.own);
  return best === undefined ? undefined : { span: best.span, score: best.score };
}

/** The numbers of a formula may come from several places and passages, each of which names its own. */
const FORMULA_THRESHOLD = 0.4;

/** The rows and sentences that hold numbers of the formula bear it out together; the result stands in none of them. */
function supportFormula(claim: Claim, { pieces, title }: Pick<CitedPassage, 'pieces' | 'title'>): Support | undefined {
  const terms = termsOf(withoutCalculation(claim.text));
  const holding = pieces.filter(
    ({ evidence, figures }) =>
      claim.figures.some((stated) => figures.some(({ figure }) => isSameButSign(stated, figure))) &&
      (evidence.kind === 'sentence' || namesRow(terms, evidence.label)),
  );
  const [best] = holding
    .map((piece) => ({ span: piece.evidence.span, own: overlap(terms, wordsAround(piece, title)) }))
    .sort((left, right) => right.own - left.own);
  const score = overlap(
    terms,
    holding.flatMap((piece) => wordsAround(piece, title)),
  );
  return best === undefined || score < FORMULA_THRESHOLD ? undefined : { span: best.span, score };
}

const NEGATION = /\b(?:not|no|never|none|neither|nor|without|cannot|nobody)\b|n['’]t\b/i;

function bearsOut(claim: Claim, terms: Terms, { evidence, figures }: CitedPiece): boolean {
  const holdsFigure = claim.figures.some((stated) => figures.some(({ figure }) => isSameButSign(stated, figure)));
  if (claim.figures.length > 0 && !holdsFigure) return false;
  if (NEGATION.test(claim.text) !== NEGATION.test(evidence.text)) return false;
  return evidence.kind === 'row' ? namesRow(terms, evidence.label) : !isOpposite(terms, termsOf(evidence.text));
}

/** The terms of a piece, then of what it stands under. */
function wordsAround({ evidence }: CitedPiece, title: Terms): Terms[] {
  if (evidence.kind === 'sentence') return [termsOf(evidence.text), termsOf(evidence.heading), title];
  const { label, group, cells, table } = evidence;
  const own = [label, group, ...cells.flatMap(({ column, text }) => [column, text])].join('\n');
  return [termsOf(own), termsOf(`${table.caption}\n${table.heading}`), title];
}

function overlap(claim: Terms, known: readonly Terms[]): number {
  const words = claim.words.filter((word) => !/^\d/.test(word));
  if (words.length === 0) return 1;
  const concepts = new Set(known.flatMap(({ concepts: held }) => [...held.keys()]));
  const sameThing = new Set([...claim.concepts].flatMap(([id, stems]) => (concepts.has(id) ? stems : [])));
  const held = words.filter((word) => sameThing.has(word) || known.some((terms) => terms.words.includes(word)));
  return held.length / words.length;
}

function namesRow(claim: Terms, label: string): boolean {
  const name = termsOf(label);
  if (name.words.length === 0 || [...name.concepts.keys()].some((id) => claim.concepts.has(id))) return true;
  const said = name.words.filter((word) => claim.words.includes(word));
  return said.length >= ROW_NAME_SHARE * name.words.length;
}

function isOpposite({ concepts: left }: Terms, { concepts: right }: Terms): boolean {
  const rises = (concepts: Terms['concepts']) => concepts.has('rise') && !concepts.has('fall');
  const falls = (concepts: Terms['concepts']) => concepts.has('fall') && !concepts.has('rise');
  return (rises(left) && falls(right)) || (falls(left) && rises(right));
}
