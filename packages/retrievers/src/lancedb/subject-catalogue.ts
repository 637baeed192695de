import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Analyser } from '../analysis/analyser.ts';
import { createSubjectFinder, type Identify, type Subject, type SubjectFinder } from '../analysis/subjects.ts';
import { writeWhole } from './identity.ts';

const FILE = 'subjects.json';

const fileSchema = z.array(z.object({ key: z.string(), name: z.string(), ids: z.array(z.string()) }));
type Entry = z.infer<typeof fileSchema>[number];

export interface SubjectCatalogue {
  /** Finds the subjects of this index in questions; follows what other processes write. */
  finder(): Promise<SubjectFinder>;
  /** Takes in subjects that are new. Call it before their passages are written. */
  add(subjects: Iterable<Subject>): Promise<void>;
  /** Keeps only the subjects with these keys. */
  retain(keys: ReadonlySet<string>): Promise<void>;
}

/**
 * The names an index knows, in a file beside its table: questions are read with it before anything is searched. A file
 * that is missing or damaged is an empty one; the next write makes it anew.
 */
export function createSubjectCatalogue(directory: string, analyser: Analyser, identify: Identify): SubjectCatalogue {
  const path = join(directory, FILE);
  let seen = '';
  let entries = new Map<string, Entry>();
  let current: SubjectFinder | undefined;

  const load = async (): Promise<void> => {
    const stamp = await stat(path).then(
      ({ mtimeMs, size, ino }) => `${mtimeMs}/${size}/${ino}`,
      () => 'none',
    );
    if (stamp === seen) return;
    const list = await readFile(path, 'utf8').then(parse, () => []);
    entries = new Map(list.map((entry) => [entry.key, entry]));
    current = undefined;
    seen = stamp;
  };
  const save = async (list: Iterable<Entry>): Promise<void> => {
    await writeWhole(path, JSON.stringify([...list]));
    await load();
  };

  return {
    async finder() {
      await load();
      current ??= createSubjectFinder(entries.values(), analyser, identify);
      return current;
    },
    async add(subjects) {
      await load();
      const fresh = new Map<string, Entry>();
      for (const { key, name } of subjects) {
        if (!entries.has(key)) fresh.set(key, { key, name, ids: [...new Set(identify(name))] });
      }
      if (fresh.size > 0) await save([...entries.values(), ...fresh.values()]);
    },
    async retain(keys) {
      await load();
      const kept = [...entries.values()].filter(({ key }) => keys.has(key));
      if (kept.length < entries.size) await save(kept);
    },
  };
}

function parse(text: string): Entry[] {
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch {
    return [];
  }
}
