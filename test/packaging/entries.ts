import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const packages = resolve(import.meta.dirname, '../../packages');

interface Manifest {
  name: string;
  exports: Record<string, string | Record<string, unknown>>;
}

/** Import specifiers of every code entry, by package: `{ '@plumbline/core': ['@plumbline/core', '@plumbline/core/agents'] }`. */
export function publicEntries(): Record<string, string[]> {
  const manifests = readdirSync(packages).map(
    (name): Manifest => JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8')),
  );
  return Object.fromEntries(
    manifests.map(({ name, exports }) => [
      name,
      Object.keys(exports)
        .filter((subpath) => typeof exports[subpath] === 'object')
        .map((subpath) => name + subpath.slice(1)),
    ]),
  );
}
