import type { Candidate } from './candidate.ts';
import { HISTORY_FEATURES, writeHistory } from './features/history.ts';
import { PERIOD_FEATURES, writePeriods } from './features/periods.ts';
import { PLACE_FEATURES, writePlace } from './features/place.ts';
import { ASK_FEATURES, type Parts, readSetting } from './features/setting.ts';
import { VALUE_FEATURES, writeValues } from './features/values.ts';
import { WORD_FEATURES, writeWords } from './features/words.ts';
import { createOperandFacts, type OperandFacts } from './operand-facts.ts';
import type { Problem } from './problem.ts';

/** What the ranking model knows of a derivation, by name; the order is part of the model. */
export const DERIVATION_FEATURES: readonly string[] = [
  ...ASK_FEATURES,
  ...WORD_FEATURES,
  ...PERIOD_FEATURES,
  ...PLACE_FEATURES,
  ...HISTORY_FEATURES,
  ...VALUE_FEATURES,
];

/** Writes the features of a derivation into `out`, which has `DERIVATION_FEATURES.length` places. */
export type ReadFeatures = (candidate: Candidate, out: Float64Array) => void;

const NONE: Parts = {
  candidate: { operation: 'value', shape: 'single', operands: [], value: 0 },
  used: [],
  placed: [],
};

/**
 * Reads what is the same for all derivations of a problem once, and what depends on the operands alone once for
 * derivations of the same operands that follow each other, as `enumerateDerivations` brings them.
 */
export function createFeatureReader(problem: Problem): ReadFeatures {
  const factsOf = createOperandFacts(problem);
  const setting = readSetting(problem);
  const written = new Float64Array(DERIVATION_FEATURES.length);
  written.set(setting.askPart, 0);
  let last = NONE;
  let end = 0;
  return (candidate, out) => {
    // Whether a number repeats an earlier answer depends on the number too.
    const isKnown = problem.answers.length === 0 && areSame(candidate.operands, last.candidate.operands);
    const parts = isKnown ? { candidate, used: last.used, placed: last.placed } : partsOf(candidate, factsOf);
    if (!isKnown) {
      end = writeWords(setting, parts, written, setting.askPart.length);
      end = writePeriods(setting, parts, written, end);
      end = writePlace(setting, parts, written, end);
      end = writeHistory(setting, parts, written, end);
    }
    writeValues(setting, parts, written, end);
    last = parts;
    out.set(written, 0);
  };
}

function partsOf(candidate: Candidate, factsOf: (index: number) => OperandFacts): Parts {
  const used = candidate.operands.map(factsOf);
  const placed = used.every(({ line }) => line >= 0) ? used : used.filter(({ line }) => line >= 0);
  return { candidate, used, placed };
}

function areSame(one: readonly number[], other: readonly number[]): boolean {
  if (one.length !== other.length || one.length === 0) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}
