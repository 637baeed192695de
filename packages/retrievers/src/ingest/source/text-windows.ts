/** Characters of one window: enough for a long table, little beside the memory of a process. */
const WINDOW = 1 << 16;
const BREAKS = ['\n\n', '\n', '. ', ' '] as const;

/**
 * Cuts a stream of text into windows of about 64 K characters: at a blank line, else at the end of a line, of a sentence
 * or of a word, else between two characters. The windows joined are the text.
 */
export async function* textWindows(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let open = '';
  for await (const piece of pieces) {
    open += piece;
    let start = 0;
    while (open.length - start >= WINDOW) {
      const end = endOfWindow(open, start);
      yield open.slice(start, end);
      start = end;
    }
    open = open.slice(start);
  }
  if (open !== '') yield open;
}

function endOfWindow(text: string, start: number): number {
  const end = start + WINDOW;
  for (const mark of BREAKS) {
    const at = text.lastIndexOf(mark, end - mark.length);
    if (at > start + WINDOW / 4) return at + mark.length;
  }
  const code = text.charCodeAt(end - 1);
  return code >= 0xd800 && code <= 0xdbff ? end - 1 : end;
}
