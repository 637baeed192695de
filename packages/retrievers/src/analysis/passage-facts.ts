import { linkEntities, type PassageMetadata } from '@plumbline/core';
import type { Analyser } from './analyser.ts';
import type { PassageFacts } from './metadata-match.ts';
import { periodKeys } from './period-keys.ts';
import { type Identify, type Subject, subjectOfName, subjectOfTitle } from './subjects.ts';

/** The subjects a passage is about: its company, ticker and publisher, or else what its title names. */
export function subjectsOf(metadata: PassageMetadata, analyser: Analyser): Subject[] {
  const publisher = typeof metadata.publisher === 'string' ? metadata.publisher : '';
  const names = [metadata.company ?? '', metadata.ticker ?? '', publisher];
  const named = names.flatMap((name) => subjectOfName(name, analyser) ?? []);
  const found = named.length > 0 ? named : [subjectOfTitle(metadata.title, analyser)];
  return [...new Map(found.flatMap((subject) => (subject === undefined ? [] : [[subject.key, subject]]))).values()];
}

/** When a passage is from and what it speaks of, as keys. */
export function periodsOf(metadata: PassageMetadata): string[] {
  const year = metadata.fiscalYear === undefined ? undefined : String(metadata.fiscalYear);
  return periodKeys([metadata.title, metadata.period, metadata.asOf, year]);
}

/** Tickers of the companies a text names, by the company table of core. */
export const identifyByTicker: Identify = (text) =>
  linkEntities(text).flatMap(({ ticker }) => (ticker === undefined ? [] : [ticker]));

/** Facts as one line of text, which is read faster than two lists. */
export function encodeFacts({ subjects, periods }: PassageFacts): string {
  return `${subjects.join('|')}\t${periods.join('|')}`;
}

export function decodeFacts(line: string): PassageFacts {
  const [subjects = '', periods = ''] = line.split('\t');
  return { subjects: subjects.split('|'), periods: periods.split('|') };
}
