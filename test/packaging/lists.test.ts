import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { publicEntries } from './entries.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Every public entry once more by hand: where a tool wants its own list, this is what keeps it whole. */
const specifiers = Object.values(publicEntries()).flat().sort();

it('size-limit weighs every public entry', () => {
  const weighed: { name: string }[] = JSON.parse(read('.size-limit.json'));
  expect(weighed.map(({ name }) => name).sort()).toEqual(specifiers);
});

it('the reference covers every public entry', () => {
  const { entryPoints }: { entryPoints: string[] } = JSON.parse(read('typedoc.json'));
  const covered = entryPoints.map((file) =>
    file.replace(/^packages\/(.*)\/src\/(.*)\.ts$/, '@plumbline/$1/$2').replace(/\/index$/, ''),
  );
  expect(covered.sort()).toEqual(specifiers);
});
