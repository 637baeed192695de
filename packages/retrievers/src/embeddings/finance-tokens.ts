import { type Analyser, isNumber } from '../analysis/analyser.ts';
import { STOP_WORDS } from '../analysis/stop-words.ts';

/** Every number that is no year: a table is known by having many. */
const NUMBER = '#';
/** Stands in every passage once. What is learned for it weighs most in short ones: a heading alone answers nothing. */
const PASSAGE = '^';

/** How texts become tokens of the trained vectors; training/dumps uses the same, so that there is one tokeniser. */
export interface FinanceTokeniser {
  /** Tokens of a passage, in order, doubles kept. None for a text without letters and digits. */
  passage(text: string): string[];
  /** Tokens of a question: its stems, and its stop words as `?how`, for they tell what kind of passage answers. */
  question(text: string): string[];
}

export function createFinanceTokeniser(analyser: Analyser): FinanceTokeniser {
  const tokens = (text: string): string[] => analyser.stems(text).map(tokenOf);
  return {
    passage: (text) => {
      const found = tokens(text);
      return found.length === 0 ? [] : [PASSAGE, ...found];
    },
    question: (text) => {
      const small = analyser.words(text).filter((word) => STOP_WORDS.has(word));
      return [...tokens(text), ...[...new Set(small)].map((word) => `?${word}`)];
    },
  };
}

function tokenOf(stem: string): string {
  return isNumber(stem) && !/^(19|20)\d\d$/.test(stem) ? NUMBER : stem;
}
