import { chmod, mkdir, symlink, truncate } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type IngestSetup, ingestSetup } from './fixtures/ingest-setup.ts';
import { makeEncryptedPdf, makePdf } from './fixtures/pdf-files.ts';

const GOOD = { 'good.md': 'Sales fell.' };
const NOBODY = 65_534;

/** Root may read everything: then another user does it. */
async function asOrdinaryUser<T>(action: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return action();
  process.seteuid?.(NOBODY);
  try {
    return await action();
  } finally {
    process.seteuid?.(0);
  }
}

async function failuresOf(setup: IngestSetup) {
  const report = await setup.run();
  expect(report.complete).toBe(true);
  return report.failures;
}

describe('bad input', () => {
  it.each<[string, string, string | Uint8Array | (() => Promise<Uint8Array>), string]>([
    ['a corrupt PDF', 'bad.pdf', '%PDF-1.7 and nothing', 'CORRUPT'],
    ['an encrypted PDF', 'bad.pdf', makeEncryptedPdf(), 'ENCRYPTED'],
    ['a scanned PDF', 'bad.pdf', () => makePdf([[]]), 'NO_TEXT'],
    ['a corrupt DOCX', 'bad.docx', 'no archive', 'CORRUPT'],
    ['a binary file with the suffix of text', 'bad.txt', Buffer.from('a\0b'), 'BINARY'],
    ['a binary file with the suffix of CSV', 'bad.csv', Buffer.from('a\0b'), 'BINARY'],
    ['an empty file', 'bad.txt', '', 'EMPTY'],
    ['a file of blanks', 'bad.txt', ' \n\n ', 'EMPTY'],
    ['a page without text', 'bad.html', '<script>x</script>', 'EMPTY'],
    ['an unknown suffix', 'bad.xlsx', 'x', 'UNKNOWN_SUFFIX'],
    ['a name without suffix', 'Makefile', 'x', 'UNKNOWN_SUFFIX'],
    ['invalid UTF-8', 'bad.md', Uint8Array.from([0x61, 0xe9, 0x62]), 'INVALID_UTF8'],
    ['text in UTF-16', 'bad.txt', Buffer.from('\ufeffSales', 'utf16le'), 'INVALID_UTF8'],
    ['front matter that is no YAML', 'bad.md', '---\na: [b\n---\ntext', 'INVALID_METADATA'],
    ['an unknown class', 'bad.md', '---\nclassification: secret\n---\ntext', 'INVALID_LABELS'],
    ['rights without a tenant', 'bad.md', '---\nacl: [group:desk]\n---\ntext', 'INVALID_LABELS'],
    ['a table with an open quotation mark', 'bad.csv', 'a,b\n"open,2', 'CORRUPT'],
    ['lines that are no JSON', 'bad.jsonl', 'nonsense', 'INVALID_RECORD'],
    ['labels of a file that is not there', 'other.pdf.meta.yaml', 'classification: restricted', 'INVALID_LABELS'],
  ])('%s is a failure with the name of the file and what to do; the rest goes on', async (_, name, content, code) => {
    await using setup = await ingestSetup(GOOD);
    await setup.folder.write(name, typeof content === 'function' ? await content() : content);
    const failures = await failuresOf(setup);
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatchObject({ code, message: expect.stringContaining(setup.folder.at(name)) });
    expect(failures[0]?.fix.length).toBeGreaterThan(10);
    expect(setup.texts()).toEqual(['Sales fell.']);
    expect(await failuresOf(setup)).toEqual(failures);
  });

  it('refuses a file that is too long for its format', async () => {
    await using setup = await ingestSetup({ ...GOOD, 'bad.md': 'x' });
    await truncate(setup.folder.at('bad.md'), 17 * 2 ** 20);
    expect(await failuresOf(setup)).toEqual([expect.objectContaining({ code: 'TOO_LARGE' })]);
  });

  it('says which line of many is bad, and takes the others', async () => {
    const lines = [
      '{"id":"a","text":"One."}',
      '{"id":"b"}',
      '{"id":"c","text":"Two.","acl":["x"]}',
      '{"id":"d","text":"Three."}',
    ];
    await using setup = await ingestSetup({ 'a.jsonl': lines.join('\n') });
    const failures = await failuresOf(setup);
    expect(failures.map(({ file, code }) => [file.replace(/.*, /u, ''), code])).toEqual([
      ['line 2', 'INVALID_RECORD'],
      ['line 3', 'INVALID_LABELS'],
    ]);
    expect(setup.texts()).toEqual(['One.', 'Three.']);
  });

  it('does not list every line of a file that is bad from end to end', async () => {
    await using setup = await ingestSetup({ 'a.jsonl': 'nonsense\n'.repeat(500) });
    const report = await setup.run();
    expect(report.failures).toHaveLength(50);
    expect(report.notes).toEqual([expect.stringContaining('450 more')]);
  });

  it('reports a path that is not there, and takes nothing out of the index for it', async () => {
    await using setup = await ingestSetup(GOOD);
    await setup.run();
    await setup.folder.remove('good.md');
    const report = await setup.run({ sources: [setup.folder.at('good.md')] });
    expect(report.failures).toEqual([expect.objectContaining({ code: 'NOT_FOUND' })]);
    expect(setup.texts()).toEqual(['Sales fell.']);
  });

  it('reports a folder and a file that it may not read, and keeps what it knew of them', async () => {
    await using setup = await ingestSetup({ ...GOOD, 'closed/a.md': 'A.', 'b.md': 'B.' });
    await setup.run();
    await chmod(setup.folder.at('closed'), 0);
    await chmod(setup.folder.at('b.md'), 0);
    await chmod(setup.folder.path, 0o755);
    const failures = await asOrdinaryUser(() => failuresOf(setup));
    await chmod(setup.folder.at('closed'), 0o700);
    expect(failures.map(({ code }) => code)).toEqual(['UNREADABLE', 'UNREADABLE']);
    expect(setup.texts()).toEqual(['A.', 'B.', 'Sales fell.']);
  });

  it('does not follow symbolic links, and so not in circles', async () => {
    await using setup = await ingestSetup(GOOD);
    await mkdir(setup.folder.at('sub'));
    await symlink(setup.folder.path, setup.folder.at('sub/loop'));
    await symlink('/etc/hostname', setup.folder.at('outside.txt'));
    const report = await setup.run();
    expect(report.failures).toEqual([]);
    expect(report.notes.filter((note) => note.includes('symbolic link'))).toHaveLength(2);
    expect(setup.texts()).toEqual(['Sales fell.']);
  });

  it('takes a link for its target where it is given by itself', async () => {
    await using setup = await ingestSetup(GOOD);
    await using other = await ingestSetup();
    await symlink(setup.folder.path, other.folder.at('link'));
    expect((await setup.run({ sources: [other.folder.at('link')] })).passages.added).toBe(1);
  });

  it('leaves hidden files, label files and installed packages out', async () => {
    await using setup = await ingestSetup({
      ...GOOD,
      '.git/a.md': 'x',
      '.hidden.md': 'x',
      'node_modules/p/readme.md': 'x',
      'good.md.meta.yaml': 'title: Good',
    });
    expect(await setup.run()).toMatchObject({ files: 1, failures: [] });
  });

  it('keeps the earlier version of a file that can no longer be read', async () => {
    await using setup = await ingestSetup({ 'a.txt': 'Sales fell.', 'b.pdf': await makePdf([['Costs rose.']]) });
    await setup.run();
    await setup.folder.write('a.txt', Uint8Array.from([0xff]));
    await setup.folder.write('b.pdf', 'broken');
    expect(await failuresOf(setup)).toHaveLength(2);
    expect(setup.texts()).toEqual(['Costs rose.', 'Sales fell.']);
    await setup.folder.write('a.txt', 'Sales fell.');
    expect(await setup.run()).toMatchObject({ unchangedFiles: 1, passages: { skipped: 1, added: 0 } });
  });

  it.each([
    ['its class is unknown now', '---\nclassification: topsecret\n---\nSales fell.', undefined],
    ['its labels cannot be read now', '---\na: [b\n---\nSales fell.', undefined],
    ['the labels beside it cannot be read', 'Sales fell.', 'classification: ['],
  ])('takes a document out of the index when %s: an old right must not live on', async (_, text, sidecar) => {
    await using setup = await ingestSetup({ 'a.md': 'Sales fell.', 'b.md': 'Costs rose.' });
    await setup.run();
    await setup.folder.write('a.md', text);
    if (sidecar !== undefined) await setup.folder.write('a.md.meta.yaml', sidecar);
    const report = await setup.run();
    expect(report.failures).toHaveLength(1);
    expect(report.passages.deleted).toBe(1);
    expect(setup.texts()).toEqual(['Costs rose.']);
    await setup.folder.write('a.md', 'Sales fell.');
    if (sidecar !== undefined) await setup.folder.remove('a.md.meta.yaml');
    await setup.run();
    expect(setup.texts()).toEqual(['Costs rose.', 'Sales fell.']);
  });

  it('takes back a file that turns out bad after much of it was written', async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => `Segment ${at},${at}`).join('\n');
    await using setup = await ingestSetup({ 'a.csv': 'name,value\nold,1\n' });
    await setup.run();
    await setup.folder.write('a.csv', `name,value\n${rows}\n"never closed,1\n`);
    const report = await setup.run({ maxTokens: 64 });
    expect(report.failures).toEqual([expect.objectContaining({ code: 'CORRUPT' })]);
    expect(setup.index.calls.filter((call) => call === 'add').length).toBeGreaterThan(2);
    expect(setup.texts()).toEqual(['name | value\nold | 1']);
    expect(report.passages).toMatchObject({ added: 0, deleted: 0 });
  });
});
