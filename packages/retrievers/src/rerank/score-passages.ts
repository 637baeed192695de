import type { CompiledQuestion } from './compiled-question.ts';
import { type PassageReading, readPassage } from './read-passage.ts';

/** A candidate to score again. */
export interface Candidate {
  /** Analysed text in UTF-8: lines of stems, the first is the heading. */
  readonly terms: Uint8Array;
  /** The score of the first stage, 0 to 1 within the candidates. */
  readonly first: number;
  /** Whether its metadata name a subject of the question: 0 or 1. */
  readonly subject: number;
  /** How well its metadata meet the time of the question: 0 to 1. */
  readonly period: number;
}

/** How much each component counts; every component lies between 0 and 1. */
export interface ScoreWeights {
  /** The first stage: BM25 and vectors, fused. */
  readonly first: number;
  /** BM25 over the candidates alone, with the other wordings of line items. */
  readonly local: number;
  /** The best row of figures: how much of the question it holds, and how little else. */
  readonly row: number;
  /** How much of the question the passage holds anywhere. */
  readonly cover: number;
  /** Share of the passage's words that the question has: little beside the point. */
  readonly focus: number;
  /** Neighbouring words of the question side by side. */
  readonly pairs: number;
  /** Years of the question in the text. */
  readonly years: number;
  /** Tables for questions that ask for a figure. */
  readonly figures: number;
  /** The statement the question names or needs, by its name at the head of the passage. */
  readonly statement: number;
  /** Company of the question in the metadata. */
  readonly subject: number;
  /** Time of the question in the metadata. */
  readonly period: number;
}

/**
 * Not trained: tried in steps on one half of the documents, confirmed on the other (docs/guides/retrieval.md). Company and
 * time count most, since a page of another filing is wrong whatever it says; then the row of the line item.
 */
export const DEFAULT_WEIGHTS: ScoreWeights = {
  first: 0.3,
  local: 0.4,
  row: 1,
  cover: 0.1,
  focus: 0,
  pairs: 0.1,
  years: 0.3,
  figures: 0.5,
  statement: 0.25,
  subject: 1,
  period: 1,
};

export type ScoreComponents = Record<keyof ScoreWeights, number>;

/** A share of figures at which a passage counts as a table in full. */
const TABLE_DENSITY = 0.4;
/** As many rows of figures make a passage a table too, whatever prose surrounds them. */
const TABLE_ROWS = 16;
/** Rarity of a unit that no candidate holds: it tells nothing. */
const UNSEEN = 1;

/** Scores candidates by how they hold the question; returns the components in the order of the candidates. */
export function scorePassages(candidates: readonly Candidate[], question: CompiledQuestion): ScoreComponents[] {
  const readings = candidates.map(({ terms }) => readPassage(terms, question));
  const weights = unitWeights(readings, question);
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const local = localScores(readings, question);
  return readings.map((reading, index) => {
    const candidate = candidates[index];
    return {
      first: candidate?.first ?? 0,
      subject: candidate?.subject ?? 0,
      period: candidate?.period ?? 0,
      local: local[index] ?? 0,
      row: bestRow(reading, weights) / total,
      cover: weighted(reading.units, weights) / total,
      focus: focusOf(reading, question),
      pairs: reading.pairs,
      years: reading.years,
      figures: question.figureIntent * tabular(reading),
      statement: reading.namesStatement ? tabular(reading) : 0,
    };
  });
}

/** The sum of the components by weight. */
export function totalScore(components: ScoreComponents, weights: ScoreWeights): number {
  let sum = 0;
  for (const key of Object.keys(weights) as (keyof ScoreWeights)[]) sum += weights[key] * components[key];
  return sum;
}

function focusOf({ counts, tokens, density }: PassageReading, { units }: CompiledQuestion): number {
  const own = new Set(units.flatMap((unit) => unit.own));
  let held = 0;
  for (const stem of own) held += counts[stem] ?? 0;
  const words = tokens * (1 - density);
  return words < 1 ? 0 : Math.min(1, held / words);
}

function tabular({ density, rows }: PassageReading): number {
  return Math.min(1, Math.max(density / TABLE_DENSITY, rows / TABLE_ROWS));
}

/** A unit weighs by its rarity among the candidates (the idf of Robertson and Spärck Jones), and by its own weight. */
function unitWeights(readings: readonly PassageReading[], question: CompiledQuestion): number[] {
  return question.units.map((unit, index) => {
    let holding = 0;
    for (const { units } of readings) if ((units[index] ?? 0) > 0.5) holding += 1;
    const rarity = holding === 0 ? 0 : Math.log(1 + (readings.length - holding + 0.5) / (holding + 0.5));
    return unit.weight * (UNSEEN + rarity) * Math.min(2, Math.sqrt(unit.own.length));
  });
}

/** The best row of figures: how much of the question it holds, and how little else. */
function bestRow({ lines }: PassageReading, weights: readonly number[]): number {
  let best = 0;
  for (const line of lines) {
    if (!line.isRow) continue;
    best = Math.max(best, weighted(line.units, weights) * (0.5 + 0.5 * line.precision));
  }
  return best;
}

function weighted(units: Float32Array, weights: readonly number[]): number {
  let sum = 0;
  for (const [index, weight] of weights.entries()) sum += weight * (units[index] ?? 0);
  return sum;
}

/** The usual constants of BM25. */
const K1 = 1.2;
const B = 0.75;
/** What another wording counts beside the question's own. */
const OTHER_WORDING = 0.7;

/** BM25 over the candidates alone, unit by unit; a unit counts by its best wording. The best passage has 1. */
function localScores(readings: readonly PassageReading[], question: CompiledQuestion): number[] {
  const average = readings.reduce((sum, { tokens }) => sum + tokens, 0) / Math.max(1, readings.length);
  const rarity = stemRarity(readings, question.size);
  const scores = readings.map(({ counts, tokens }) => {
    const norm = K1 * (1 - B + (B * tokens) / average);
    const sumOf = (stems: readonly number[]): number => {
      let sum = 0;
      for (const stem of stems) {
        const count = counts[stem] ?? 0;
        if (count > 0) sum += ((rarity[stem] ?? 0) * count * (K1 + 1)) / (count + norm);
      }
      return sum;
    };
    let score = sumOf(question.years);
    for (const { own, others, weight } of question.units) {
      let best = sumOf(own);
      for (const other of others) best = Math.max(best, OTHER_WORDING * sumOf(other));
      score += weight * best;
    }
    return score;
  });
  const top = Math.max(...scores, Number.MIN_VALUE);
  return scores.map((score) => score / top);
}

function stemRarity(readings: readonly PassageReading[], stems: number): Float64Array {
  const rarity = new Float64Array(stems);
  for (const { counts } of readings)
    for (let stem = 0; stem < stems; stem += 1) if (counts[stem]) rarity[stem] = (rarity[stem] ?? 0) + 1;
  return rarity.map((holding) => Math.log(1 + (readings.length - holding + 0.5) / (holding + 0.5)));
}
