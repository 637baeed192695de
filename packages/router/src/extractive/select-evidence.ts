import type { Candidate, Question } from '@plumbline/core';

/** The share of the question, by weight, that an answer must speak of. */
const ACCEPTED_COVERAGE = 0.6;
/** For a question that asks several things, each quotation must speak of this share, all together of the above. */
const PARTIAL_COVERAGE = 0.35;
const MOST_QUOTES = 4;
/** A further quotation must add this much of the question. */
const GAIN = 0.15;
/** For a list, pieces this near to the best one belong to it. */
const LIST_MARGIN = 0.03;

/** Chooses what to quote: the best piece, then pieces that speak of what is still open. Empty: not found. */
export function selectEvidence(question: Question, candidates: readonly Candidate[]): Candidate[] {
  const best = candidates.find(({ coverage }) => coverage >= ACCEPTED_COVERAGE);
  if (best !== undefined) return [best, ...alike(question, best, candidates)].slice(0, MOST_QUOTES);
  return question.many ? joinParts(candidates) : [];
}

/** The other items of a list the best piece belongs to. */
function alike(question: Question, best: Candidate, candidates: readonly Candidate[]): Candidate[] {
  if (!question.many) return [];
  return candidates
    .filter((candidate) => candidate !== best && candidate.coverage >= ACCEPTED_COVERAGE)
    .filter(
      ({ evidence, score, source }) =>
        score >= best.score - LIST_MARGIN && evidence.kind === best.evidence.kind && source === best.source,
    );
}

/** Pieces that together speak of the question, each of a part of its own. */
function joinParts(candidates: readonly Candidate[]): Candidate[] {
  const chosen: Candidate[] = [];
  const open = candidates.filter(({ coverage }) => coverage >= PARTIAL_COVERAGE);
  let credits: readonly number[] = [];
  for (const candidate of open) {
    const joint = candidate.credits.map((credit, index) => Math.max(credit, credits[index] ?? 0));
    const gain = mean(joint) - mean(credits);
    if (gain < GAIN) continue;
    chosen.push(candidate);
    credits = joint;
    if (chosen.length === MOST_QUOTES) break;
  }
  return chosen.length > 1 && mean(credits) >= ACCEPTED_COVERAGE ? chosen : [];
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
