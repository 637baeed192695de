import { STOP_WORDS } from '../analysis/stop-words.ts';
import { synonymLines, type Thesaurus, thesaurusVersion } from './thesaurus.ts';

/** Raised with every change below: what is indexed with one version is not found by another. */
const ANALYSER_VERSION = 1;

/** What passages are indexed with, and questions are searched with. */
export const FINANCE_ANALYSER = 'finance';
/** For questions only: the same, and the other words of the thesaurus beside each. */
export const SYNONYM_ANALYSER = 'finance_synonyms';

/** A number with its separators, form names as one, a word that may hold digits, ampersands and apostrophes. */
const TOKEN = String.raw`\d[\d,]*(?:\.\d+)?(?![\p{L}\p{N}]|-[kKqQ]\b)|\d+-[kKqQ]\b|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[&'][\p{L}\p{N}]+)*`;

const replace = (pattern: string, replacement: string) => ({ type: 'pattern_replace', pattern, replacement });

/**
 * Settings for financial English, after the analyser of the embedded index: `1,327.9` is `1327.9`, `FY18` is `2018`,
 * `10-K` is one word and `R&D` another; the rest is stemmed with the Porter algorithm. Synonyms are added to questions
 * alone, so that the thesaurus does not weigh in how rare a word is, and can change without new passages.
 */
export function analysisSettings(thesaurus: Thesaurus) {
  const fiscalYears = ['fiscal_year', 'fiscal_year_2000', 'fiscal_year_1900'];
  const words = ['lowercase', 'asciifolding', 'possessive', 'joined', 'unstemmed', 'porter_stem'];
  const frame = { type: 'custom', tokenizer: 'finance', char_filter: ['plain_quotes', ...fiscalYears] };
  return {
    char_filter: {
      plain_quotes: { type: 'mapping', mappings: ["’ => '", "‘ => '", "ʼ => '"] },
      fiscal_year: replace(String.raw`(?i)\bfy\s?'?(\d{4})(?!\d)`, '$1'),
      fiscal_year_2000: replace(String.raw`(?i)\bfy\s?'?([0-4]\d)(?!\d)`, '20$1'),
      fiscal_year_1900: replace(String.raw`(?i)\bfy\s?'?([5-9]\d)(?!\d)`, '19$1'),
    },
    tokenizer: { finance: { type: 'pattern', pattern: TOKEN, group: 0 } },
    filter: {
      possessive: replace("'s$", ''),
      joined: replace("[',-]", ''),
      stopped: { type: 'stop', stopwords: [...STOP_WORDS] },
      // Stop words are recognised after the stemmer, which must therefore leave them as they are.
      unstemmed: { type: 'keyword_marker', keywords: [...STOP_WORDS] },
      thesaurus: { type: 'synonym_graph', synonyms: synonymLines(thesaurus) },
    },
    analyzer: {
      [FINANCE_ANALYSER]: { ...frame, filter: [...words, 'stopped'] },
      [SYNONYM_ANALYSER]: { ...frame, filter: [...words, 'thesaurus', 'stopped'] },
    },
  };
}

/** Name and version of the analyser with its thesaurus, kept with the index. */
export function analyserIdentity(thesaurus: Thesaurus): string {
  return `finance-${ANALYSER_VERSION}+${thesaurusVersion(thesaurus)}`;
}
