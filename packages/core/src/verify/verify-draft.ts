import type { Citation } from '../contracts/citation.ts';
import type { Span } from '../contracts/entity.ts';
import type { CheckedFigure } from '../contracts/figure.ts';
import type { Finding } from '../contracts/finding.ts';
import type { Passage } from '../contracts/passage.ts';
import { matchEvidence } from '../evidence/match.ts';
import { analyseQuestion } from '../evidence/question.ts';
import { applyEdits, type Edit } from '../text/apply-edits.ts';
import { type CheckFigures, checkFigures as lookFiguresUp } from './check-figures.ts';
import { type CitedSentence, citeClaims, renumbered } from './cite-claims.ts';
import { type CitedPassage, readCited } from './cited-passage.ts';
import { answerConfidence, refusalConfidence } from './confidence.ts';
import { holdsFormula, withoutCalculation } from './formula.ts';
import { blankMarkers, type DraftSentence, isRefusal, readDraft, trimDraft } from './read-draft.ts';
import { relevanceOf, sentenceSources, toSource } from './relevance.ts';

/** What stands behind a sentence or figure that could not be verified. */
export const UNVERIFIED_MARK = ' [unverified]';

export interface DraftToVerify {
  readonly question: string;
  /** With `[n]` markers; n counts the passages from 1. */
  readonly draft: string;
  /** In the order the model saw them. */
  readonly passages: readonly Passage[];
  /** Default: every figure is looked up in the passages its sentence cites. */
  readonly checkFigures?: CheckFigures;
}

/** A draft after verification; all spans are in `text`. */
export interface VerifiedDraft {
  readonly text: string;
  /** One for each marker in the text, numbered in order of appearance. */
  readonly citations: Citation[];
  readonly figures: CheckedFigure[];
  readonly findings: Finding[];
  readonly confidence: number;
  /** Whether the draft says that the sources hold no answer. */
  readonly isRefusal: boolean;
}

/**
 * Verifies a draft against the passages it was made from: every sentence that claims something must cite a passage that
 * exists and bears it out, and every figure must be verified. Markers that do not hold are taken out, what could not be
 * verified is marked `[unverified]` and makes a finding that asks for review.
 */
export async function verifyDraft(input: DraftToVerify): Promise<VerifiedDraft> {
  const { question, passages } = input;
  const draft = trimDraft(input.draft);
  const asked = analyseQuestion(holdsFormula(draft) ? withoutCalculation(question) : question);
  const sources = passages.map((passage, index) => toSource(passage, index + 1));
  if (isRefusal(draft)) {
    const confidence = refusalConfidence(matchEvidence(asked, sources));
    return { text: draft, citations: [], figures: [], findings: [], confidence, isRefusal: true };
  }
  const cited = await citeDraft(input, draft);
  const numbered = applyEdits(draft, renumbered(cited));
  const sentences = cited.map((one) => ({ ...one, span: numbered.mapSpan(one.sentence.span) }));
  const figures = await (input.checkFigures ?? lookFiguresUp)({
    question,
    text: blankMarkers(numbered.text),
    sentences: sentences.map(({ span, citations }) => ({
      span,
      cited: citations.map(({ cited: read, n }) => ({ ...read, n })),
    })),
  });
  const marked = applyEdits(numbered.text, marksFor(numbered.text, sentences, figures));
  const candidates = matchEvidence(asked, [...sources, ...sentenceSources(cited, passages)]);
  return {
    text: marked.text,
    citations: sentences.flatMap((one) => citationsOf(one, marked.mapSpan(one.span))),
    figures: figures.map((one) => ({ ...one, figure: { ...one.figure, span: marked.mapSpan(one.figure.span) } })),
    findings: [
      ...sentences.flatMap((one) => sentenceFindings(one, marked.mapSpan(one.span))),
      ...figures.flatMap((one) => figureFindings(one, marked.mapSpan(one.figure.span))),
    ],
    confidence: answerConfidence({
      relevance: relevanceOf(candidates, cited, passages.length),
      support: supportShare(cited),
      figures: figures.length === 0 ? 1 : figures.filter(isVerified).length / figures.length,
    }),
    isRefusal: false,
  };
}

/** The claims with their citations; where a passage seems not to hold a claim, what a checker derives from it counts. */
async function citeDraft(input: DraftToVerify, draft: string): Promise<CitedSentence[]> {
  const sentences = readDraft(draft);
  const cited = citeClaims(sentences, input.passages);
  if (!cited.some(({ unsupporting }) => unsupporting.length > 0)) return cited;
  const derived = await derivedFigures(input, draft, sentences);
  return derived.size === 0 ? cited : citeClaims(sentences, input.passages, derived);
}

/** Where figures begin that a checker derives from the passages their sentence points to, though these do not print them. */
async function derivedFigures(
  { question, passages, checkFigures }: DraftToVerify,
  draft: string,
  sentences: readonly DraftSentence[],
): Promise<ReadonlySet<number>> {
  if (checkFigures === undefined) return new Set();
  const read = new Map<number, CitedPassage>();
  const pointed = sentences.map(({ span, markers }) => {
    const numbers = [...new Set(markers.map(({ n }) => n))];
    const cited = numbers.flatMap((n) => {
      const passage = passages[n - 1];
      if (passage === undefined) return [];
      const known = read.get(n) ?? readCited(n, passage);
      read.set(n, known);
      return [known];
    });
    return { span, cited };
  });
  const checked = await checkFigures({ question, text: blankMarkers(draft), sentences: pointed });
  return new Set(checked.flatMap(({ status, figure }) => (status === 'derived' ? [figure.span.start] : [])));
}

type PlacedSentence = CitedSentence & { readonly span: Span };

function isVerified({ status }: CheckedFigure): boolean {
  return status !== 'unverified';
}

function isUnsupported({ sentence, citations }: CitedSentence): boolean {
  return sentence.isClaim && citations.length === 0;
}

function supportShare(sentences: readonly CitedSentence[]): number {
  const claims = sentences.filter(({ sentence }) => sentence.isClaim);
  if (claims.length === 0) return 0;
  const scores = claims.map(({ citations }) => Math.max(0, ...citations.map(({ support }) => support.score)));
  return scores.reduce((sum, score) => sum + score, 0) / claims.length;
}

/** Figures are marked one by one; a sentence only when none of its figures is. */
function marksFor(text: string, sentences: readonly PlacedSentence[], figures: readonly CheckedFigure[]): Edit[] {
  const wrong = figures.filter((one) => !isVerified(one)).map(({ figure }) => figure.span);
  const ends = sentences
    .filter(
      (one) => isUnsupported(one) && !wrong.some(({ start, end }) => start >= one.span.start && end <= one.span.end),
    )
    .map(({ span }) => span.start + text.slice(span.start, span.end).replace(/[\s.!?;:]+["'”’)]*$/, '').length);
  return [...wrong.map(({ end }) => end), ...ends].map((at) => ({
    span: { start: at, end: at },
    text: UNVERIFIED_MARK,
  }));
}

function citationsOf({ citations }: CitedSentence, answerSpan: Span): Citation[] {
  return citations.map(({ n, cited: { passage }, support: { span } }) => {
    const { title, source, page, section, asOf } = passage.metadata;
    return {
      n,
      passageId: passage.id,
      title,
      source,
      ...(page === undefined ? {} : { page }),
      ...(section === undefined ? {} : { section }),
      quote: passage.pageContent.slice(span.start, span.end),
      answerSpan,
      passageSpan: span,
      asOf,
    };
  });
}

function sentenceFindings(one: PlacedSentence, span: Span): Finding[] {
  const about = { validator: 'citations', severity: 'violation', action: 'review', span } as const;
  const messages = [
    ...one.missing.map((n) => `The draft cites source ${n}, which does not exist.`),
    ...one.unsupporting.map((n) => `Source ${n} of the draft does not bear this sentence out.`),
    ...(isUnsupported(one) && one.sentence.markers.length === 0 ? ['The sentence cites no source.'] : []),
  ];
  return messages.map((message) => ({ ...about, message }));
}

function figureFindings(one: CheckedFigure, span: Span): Finding[] {
  if (isVerified(one)) return [];
  const message = `The figure ${one.figure.text} is not verified: ${one.how}.`;
  return [{ validator: 'figures', severity: 'violation', action: 'review', span, message, evidence: one.figure.text }];
}
