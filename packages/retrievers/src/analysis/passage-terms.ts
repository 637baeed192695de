import type { Passage } from '@plumbline/core';
import type { Analyser } from './analyser.ts';

/**
 * A passage as it is searched: a line of stems for each line of text. The first line is the heading: title, company,
 * ticker, period, section and table, so that a passage is found by what its document is.
 */
export function passageTerms({ pageContent, metadata }: Passage, analyser: Analyser): string {
  const { title, company, ticker, period, fiscalYear, section, table } = metadata;
  const heading = [title, company, ticker, period, fiscalYear, section, table].filter((part) => part !== undefined);
  const lines = [[...new Set(analyser.stems(heading.join(' ').replaceAll('_', ' ')))]];
  for (const line of pageContent.split('\n')) {
    const stems = analyser.stems(line);
    if (stems.length > 0) lines.push(stems);
  }
  return lines.map((stems) => stems.join(' ')).join('\n');
}
