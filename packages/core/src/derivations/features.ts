import type { Candidate } from './candidate.ts';
import { HISTORY_FEATURES, writeHistory } from './features/history.ts';
import { PERIOD_FEATURES, writePeriods } from './features/periods.ts';
import { PLACE_FEATURES, writePlace } from './features/place.ts';
import { ASK_FEATURES, readSetting } from './features/setting.ts';
import { VALUE_FEATURES, writeValues } from './features/values.ts';
import { WORD_FEATURES, writeWords } from './features/words.ts';
import { createOperandFacts } from './operand-facts.ts';
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

/** Reads what is the same for all derivations of a problem once. */
export function createFeatureReader(problem: Problem): ReadFeatures {
  const factsOf = createOperandFacts(problem);
  const setting = readSetting(problem);
  return (candidate, out) => {
    const used = candidate.operands.map(factsOf);
    const placed = used.every(({ line }) => line >= 0) ? used : used.filter(({ line }) => line >= 0);
    const parts = { candidate, used, placed };
    out.set(setting.askPart, 0);
    let at = writeWords(setting, parts, out, setting.askPart.length);
    at = writePeriods(setting, parts, out, at);
    at = writePlace(setting, parts, out, at);
    at = writeHistory(setting, parts, out, at);
    writeValues(setting, parts, out, at);
  };
}
