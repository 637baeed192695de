import { segmentSentences } from '@plumbline/core';
import type { Chunk } from './passage-of.ts';
import type { Glue } from './passage-text.ts';
import type { PassageWriter } from './passage-writer.ts';
import { LONGEST_COUNTED } from './split-long.ts';

/**
 * Writes running text sentence by sentence. A sentence longer than a passage is cut between words.
 *
 * @param overlap how many sentences before a cut begin the next passage once more
 */
export function* cutText(text: string, writer: PassageWriter, overlap: number): Generator<Chunk> {
  let before: string[] = [];
  let end = -1;
  for (const sentence of segmentSentences(text)) {
    const glue = end === -1 ? '\n\n' : glueOf(text.slice(end, sentence.start));
    end = sentence.end;
    const long = sentence.text.length > LONGEST_COUNTED;
    if (long || !writer.add(sentence.text, glue)) {
      yield* writer.flush();
      for (const repeated of before) writer.add(repeated, ' ');
      if (long || !writer.add(sentence.text, ' ')) yield* writer.addLong(sentence.text, ' ');
    }
    if (overlap > 0) before = [...before, sentence.text].slice(-overlap);
  }
}

function glueOf(gap: string): Glue {
  const breaks = gap.split('\n').length - 1;
  if (breaks === 0) return ' ';
  return breaks === 1 ? '\n' : '\n\n';
}
