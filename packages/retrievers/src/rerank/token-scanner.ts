/** What a scan of analysed text reports. */
export interface TokenVisitor {
  /** @param hash the stem's {@link hashStem} */
  token(hash: number, isFigure: boolean): void;
  lineEnd(): void;
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const SPACE = 0x20;
const LINE_FEED = 0x0a;
const POINT = 0x2e;

/**
 * Walks analysed text (stems, blanks, line feeds in UTF-8) without making a string of it: a hundred passages for every
 * question would otherwise be half of the time and most of the garbage of a search.
 */
export function scanTokens(text: Uint8Array, visitor: TokenVisitor): void {
  let hash = FNV_OFFSET;
  let length = 0;
  let isFigure = true;
  for (let index = 0; index <= text.length; index += 1) {
    const byte = index === text.length ? LINE_FEED : (text[index] ?? LINE_FEED);
    if (byte === SPACE || byte === LINE_FEED) {
      if (length > 0) visitor.token(hash >>> 0, isFigure);
      if (byte === LINE_FEED) visitor.lineEnd();
      hash = FNV_OFFSET;
      length = 0;
      isFigure = true;
      continue;
    }
    hash = Math.imul(hash ^ byte, FNV_PRIME);
    // A figure begins with a digit and goes on with digits and points.
    isFigure &&= (byte >= 0x30 && byte <= 0x39) || (byte === POINT && length > 0);
    length += 1;
  }
}

/** FNV-1a of a stem's bytes: how {@link scanTokens} names it. */
export function hashStem(stem: string): number {
  let hash = FNV_OFFSET;
  for (const byte of new TextEncoder().encode(stem)) hash = Math.imul(hash ^ byte, FNV_PRIME);
  return hash >>> 0;
}
