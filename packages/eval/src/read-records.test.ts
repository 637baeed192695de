import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readRecords } from './read-records.ts';

const schema = z.object({ id: z.string() });
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-records-'));
  await writeFile(join(folder, 'plain.jsonl'), '{"id":"a"}\n\n{"id":"b"}\n');
  await writeFile(join(folder, 'packed.jsonl.gz'), gzipSync('{"id":"c"}\n'));
  await writeFile(join(folder, 'broken.jsonl'), '{"id":"a"}\n{"id":\n');
  await writeFile(join(folder, 'other.jsonl'), '{"id":"a"}\n{"id":7}\n');
  await writeFile(join(folder, 'empty.jsonl'), '');
  await writeFile(join(folder, 'cut.jsonl.gz'), gzipSync('{"id":"c"}\n'.repeat(1000)).subarray(0, 30));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('labelled records', () => {
  it('are read from a plain file and from a packed one', async () => {
    expect(await readRecords(join(folder, 'plain.jsonl'), schema)).toEqual([{ id: 'a' }, { id: 'b' }]);
    expect(await readRecords(join(folder, 'packed.jsonl'), schema)).toEqual([{ id: 'c' }]);
  });

  it.each([
    ['missing.jsonl', /missing\.jsonl is not there/],
    ['broken.jsonl', /broken\.jsonl, line 2 is not JSON/],
    ['other.jsonl', /other\.jsonl, line 2 has not the form/],
    ['empty.jsonl', /empty\.jsonl holds no records/],
    ['cut.jsonl', /cut\.jsonl\.gz cannot be read/],
  ])('that are bad are named: %s', async (name, message) => {
    await expect(readRecords(join(folder, name), schema)).rejects.toThrow(message);
  });
});
