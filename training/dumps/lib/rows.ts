import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';

/** What scripts/train.js tells a dump: folder of the benchmark data, folder to write to, number of folds. */
export interface DumpArguments {
  readonly data: string;
  readonly out: string;
  readonly folds: number;
}

export function dumpArguments(): DumpArguments {
  const { values } = parseArgs({
    options: { data: { type: 'string' }, out: { type: 'string' }, folds: { type: 'string', default: '5' } },
  });
  if (values.data === undefined || values.out === undefined) throw new Error('usage: --data FOLDER --out FOLDER');
  return { data: values.data, out: values.out, folds: Number(values.folds) };
}

/** Reads JSON Lines, gzipped where only `<file>.gz` exists, and keeps what the schema names. */
export function readRows<T>(file: string, schema: z.ZodType<T>): T[] {
  const text = existsSync(file) ? readFileSync(file) : gunzipSync(readFileSync(`${file}.gz`));
  const lines = text.toString('utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => schema.parse(JSON.parse(line)));
}

const weightsFileSchema = z.looseObject({ identity: z.string() });

/** The weights that have not seen a part of the documents, and which part each document belongs to. */
export interface Folds {
  readonly weights: readonly unknown[];
  readonly partOf: Readonly<Record<string, number>>;
}

/** @throws {Error} when `model` was not trained before with as many folds */
export function readFolds({ out, folds }: DumpArguments, model: string): Folds {
  const folder = join(dirname(out), model);
  const read = (name: string): unknown => {
    const file = join(folder, name);
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
    throw new Error(`${file} is missing: run "npm run train -- ${model} --folds ${folds}" first.`);
  };
  const weights = Array.from({ length: folds }, (_, part) => weightsFileSchema.parse(read(`fold-${part}.json`)));
  return { weights, partOf: z.record(z.string(), z.number().int()).parse(read('parts.json')) };
}

export function writeRows(folder: string, name: string, rows: readonly object[]): void {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}
