import type { Ask } from './ask.ts';
import type { Grounds } from './grounds.ts';
import { isOperationWord } from './words.ts';

const MAX_WORDS = 31;

/** How the words of one ask fall on the lines and columns of the grounds. Masks have bit i set for word i of the ask. */
export interface Relevance {
  readonly weights: Float64Array;
  /** Weight of the ask's words that occur in the tables. */
  readonly known: number;
  /** Weight of all its words. */
  readonly all: number;
  readonly lineMasks: Int32Array;
  readonly sectionMasks: Int32Array;
  /** Share of a row label's weight that the ask says. */
  readonly lineRecall: Float64Array;
  readonly sectionRecall: Float64Array;
  readonly columnMasks: readonly Int32Array[];
  readonly columnRecall: readonly Float64Array[];
  /** Position of the first word of a row's label within the ask, -1 when none. */
  readonly firstMention: Int32Array;
}

export function relate(ask: readonly Ask[], grounds: Grounds): Relevance {
  const words: string[] = [];
  for (const one of ask)
    for (const word of one.words) if (!words.includes(word) && words.length < MAX_WORDS) words.push(word);
  const index = new Map(words.map((word, position) => [word, position]));
  if (words.length === 0) return nothingSaid(grounds);
  const idf = wordWeights(grounds);
  const weights = Float64Array.from(words, idf);
  let known = 0;
  let all = 0;
  words.forEach((word, position) => {
    const weight = weights[position] ?? 0;
    all += weight;
    if (grounds.wordCounts.has(word)) known += weight;
  });
  const mask = (text: readonly string[]): number => {
    let bits = 0;
    for (const word of text) {
      const position = index.get(word);
      if (position !== undefined) bits |= 1 << position;
    }
    return bits;
  };
  const recall = (text: readonly string[]): number => {
    let found = 0;
    let whole = 0;
    for (const word of text) {
      const weight = idf(word);
      whole += weight;
      if (index.has(word)) found += weight;
    }
    return whole === 0 ? 0 : found / whole;
  };
  const { lines } = grounds;
  const count = lines.length;
  const lineMasks = new Int32Array(count);
  const sectionMasks = new Int32Array(count);
  const lineRecall = new Float64Array(count);
  const sectionRecall = new Float64Array(count);
  const firstMention = new Int32Array(count);
  let section: readonly string[] | undefined;
  for (let at = 0; at < count; at++) {
    const line = lines[at];
    if (line === undefined) continue;
    lineMasks[at] = mask(line.words);
    lineRecall[at] = recall(line.words);
    firstMention[at] = firstOf(line.words, index);
    // Numbers of one sentence share its words.
    const isShared = at > 0 && line.sectionWords === section;
    section = line.sectionWords;
    sectionMasks[at] = isShared ? (sectionMasks[at - 1] ?? 0) : mask(section);
    sectionRecall[at] = isShared ? (sectionRecall[at - 1] ?? 0) : recall(section);
  }
  return {
    weights,
    known,
    all,
    lineMasks,
    sectionMasks,
    lineRecall,
    sectionRecall,
    columnMasks: grounds.columns.map((table) => Int32Array.from(table, (column) => mask(column.words))),
    columnRecall: grounds.columns.map((table) => Float64Array.from(table, (column) => recall(column.words))),
    firstMention,
  };
}

/** The weight of a word: the rarer in the tables, the more; computed once per word. */
function wordWeights({ wordCounts, lines }: Grounds): (word: string) => number {
  const total = lines.length + 1;
  const most = Math.log(1 + total / 0.5);
  const known = new Map<string, number>();
  return (word) => {
    const stored = known.get(word);
    if (stored !== undefined) return stored;
    const weight = Math.log(1 + total / ((wordCounts.get(word) ?? 0) + 0.5)) / most;
    const own = isOperationWord(word) ? weight * 0.25 : weight;
    known.set(word, own);
    return own;
  };
}

/** What no words at all have to do with the grounds, as of a question without turns before it. */
function nothingSaid({ lines, columns }: Grounds): Relevance {
  const count = lines.length;
  return {
    weights: new Float64Array(0),
    known: 0,
    all: 0,
    lineMasks: new Int32Array(count),
    sectionMasks: new Int32Array(count),
    lineRecall: new Float64Array(count),
    sectionRecall: new Float64Array(count),
    columnMasks: columns.map((table) => new Int32Array(table.length)),
    columnRecall: columns.map((table) => new Float64Array(table.length)),
    firstMention: new Int32Array(count).fill(-1),
  };
}

/** Sum of the weights of the words in a mask. */
export function maskWeight(weights: Float64Array, mask: number): number {
  let sum = 0;
  for (let bits = mask; bits !== 0; bits &= bits - 1) sum += weights[31 - Math.clz32(bits & -bits)] ?? 0;
  return sum;
}

function firstOf(words: readonly string[], index: ReadonlyMap<string, number>): number {
  let first = -1;
  for (const word of words) {
    const position = index.get(word);
    if (position !== undefined && !isOperationWord(word) && (first === -1 || position < first)) first = position;
  }
  return first;
}
