import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FILINGS = new URL('../../../shared/data/demo-corpus/filings.jsonl', import.meta.url);
const SAMPLES = new URL('../../examples/corpus/', import.meta.url);

export interface ChunkingTexts {
  /** Cut before the time is taken: what a run has seen when it is under way. */
  readonly before: readonly string[];
  readonly measured: readonly string[];
}

/** Real text: pages of filings where the benchmarks' data are, else the documents of the sample corpus; in two halves. */
export function chunkingTexts(): ChunkingTexts {
  const texts = existsSync(FILINGS) ? filings() : samples();
  const half = Math.floor(texts.length / 2);
  return { before: texts.slice(0, half), measured: texts.slice(half) };
}

function filings(): string[] {
  const lines = readFileSync(FILINGS, 'utf8').trimEnd().split('\n');
  return lines.map((line) => textOf(JSON.parse(line)));
}

function samples(): string[] {
  const names = readdirSync(fileURLToPath(SAMPLES)).filter((name) => name.endsWith('.md'));
  return names.sort().map((name) => readFileSync(new URL(name, SAMPLES), 'utf8'));
}

function textOf(record: unknown): string {
  if (typeof record === 'object' && record !== null && 'text' in record && typeof record.text === 'string') {
    return record.text;
  }
  throw new Error(`${fileURLToPath(FILINGS)} has a line without "text".`);
}
