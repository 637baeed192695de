import { InvalidInputError } from '@plumbline/core';

/** docs.aws.amazon.com/kendra/latest/dg/index-synonyms-creating-thesaurus-file.html: "less than 5 MB". */
const MAX_BYTES = 5 * 1024 * 1024;

/**
 * Writes groups of words that mean the same as a thesaurus file for `CreateThesaurus`: Solr's format, one group a line,
 * each word found by every other. The same groups serve OpenSearch's synonym filter.
 *
 * @throws InvalidInputError for a group of fewer than two words, a word that the format cannot hold, or a file of 5 MB
 */
export function kendraThesaurus(groups: readonly (readonly string[])[]): string {
  const file = groups.map((group) => `${lineOf(group)}\n`).join('');
  if (Buffer.byteLength(file) >= MAX_BYTES) {
    throw new InvalidInputError('The thesaurus is 5 MB or larger: Kendra takes one file below that for an index.');
  }
  return file;
}

function lineOf(group: readonly string[]): string {
  const words = [...new Set(group.map((word) => word.trim()))];
  if (words.length < 2)
    throw new InvalidInputError(`A synonym group needs two words or more: ${JSON.stringify(group)}.`);
  for (const word of words) {
    if (word === '' || /[\r\n\\]|=>|^#/.test(word)) {
      throw new InvalidInputError(`The word ${JSON.stringify(word)} cannot stand in a thesaurus file.`);
    }
  }
  return words.map((word) => word.replaceAll(',', '\\,')).join(', ');
}
