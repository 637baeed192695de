/** A word that can stand in a name: a capital or a digit first; small words join two of them. */
const NAME =
  /(?<![\p{L}\p{N}])[\p{Lu}\p{N}][\p{L}\p{N}&.'’-]*(?:\s+(?:(?:of|and|the|for|de|&)\s+){0,2}[\p{Lu}\p{N}][\p{L}\p{N}&.'’-]*)*/gu;
/** Words that begin a question and are no name. */
const OPENING =
  /^(?:who|whom|whose|which|what|how|is|are|was|were|does|do|did|has|have|can|could|would|will|the|an?|list|show|name|give|tell|find|describe|explain|ownership|owners?|peers?|competitors?|suppliers?|customers?|subsidiaries|parents?)$/iu;
/** As long as a name may be; longer runs are headings. */
const MOST_CHARACTERS = 100;

/** Runs of capitalised words, without what begins the question: names that no table knows. */
export function findNamePhrases(question: string): string[] {
  return Array.from(question.matchAll(NAME), ([run]) => run)
    .filter((run) => run.length <= MOST_CHARACTERS)
    .map(bare)
    .filter((phrase) => /\p{L}/u.test(phrase));
}

/** Without possessive, end of the sentence and opening words. */
function bare(run: string): string {
  const words = run
    .replace(/['’]s?$/u, '')
    .replace(/[.-]+$/u, '')
    .split(/\s+/u);
  const first = words.findIndex((word) => !OPENING.test(word));
  return first === -1 ? '' : words.slice(first).join(' ');
}
