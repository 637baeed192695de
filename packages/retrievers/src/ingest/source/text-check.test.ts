import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readText } from './decode-text.ts';
import { textWindows } from './text-windows.ts';

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

const SOME_TEXT = 'Sales rose 5 % – über €260 m. 漢字 😀 end';

describe('readText', () => {
  it.each([1, 2, 3, 5, 1000])('reads UTF-8 in pieces of %d bytes', async (size) => {
    expect(await readText(pieces(Buffer.from(SOME_TEXT), size))).toBe(SOME_TEXT);
  });

  it('takes a byte order mark off', async () => {
    expect(await readText(pieces(Buffer.from('\ufeffSales'), 2))).toBe('Sales');
  });

  it.each([
    ['a stray byte', [0x61, 0x62, 0xff, 0x63], 2],
    ['a byte of Windows-1252', [0x61, 0xe9, 0x62], 1],
    ['a character cut at the end', [0x61, 0xe2, 0x82], 1],
    ['a continuation without a beginning', [0x61, 0x61, 0x80], 2],
    ['a spelling that is too long', [0x61, 0xc0, 0xaf], 1],
    ['half of a surrogate pair', [0x61, 0xed, 0xa0, 0x80], 1],
  ])('says where %s stands, however the bytes come in', async (_, bytes, offset) => {
    for (const size of [1, 2, 3, 100]) {
      await expect(readText(pieces(Uint8Array.from(bytes), size))).rejects.toMatchObject({
        code: 'INVALID_UTF8',
        message: expect.stringContaining(`byte ${offset}`),
      });
    }
  });

  it('refuses a binary file by its NUL bytes', async () => {
    await expect(readText(pieces(Buffer.from('PNG\0data'), 100))).rejects.toMatchObject({ code: 'BINARY' });
  });

  it.each(['utf-16le', 'utf16be'])('says that a file is in UTF-16 (%s)', async (form) => {
    const text = Buffer.from('\ufeffSales', 'utf16le');
    const bytes = form === 'utf16be' ? text.swap16() : text;
    await expect(readText(pieces(bytes, 100))).rejects.toMatchObject({
      code: 'INVALID_UTF8',
      message: expect.stringContaining('UTF-16'),
    });
  });

  it('finds exactly what TextDecoder finds wrong', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 40, min: 1 }),
        fc.integer({ min: 1, max: 7 }),
        async (bytes, size) => {
          const isRight = (() => {
            try {
              new TextDecoder('utf-8', { fatal: true }).decode(bytes);
              return true;
            } catch {
              return false;
            }
          })();
          const outcome = await readText(pieces(bytes, size)).then(
            () => true,
            (error: { message: string }) => error.message.includes('UTF-16'),
          );
          expect(outcome || !isRight).toBe(true);
          if (isRight) expect(outcome).toBe(true);
        },
      ),
    );
  });
});

describe('textWindows', () => {
  it.each([
    ['at a blank line', `${'word '.repeat(9000)}\n\n`],
    ['at the end of a line', `${'word '.repeat(20)}\n`],
    ['at the end of a sentence', 'Sales rose. '],
    ['between words', 'word '],
    ['between characters', '😀'],
  ])('cuts %s', async (_, unit) => {
    const text = unit.repeat(Math.ceil(300_000 / unit.length));
    const windows: string[] = [];
    for await (const window of textWindows(once(text))) windows.push(window);
    expect(windows.join('')).toBe(text);
    expect(windows.length).toBeGreaterThan(3);
    for (const window of windows.slice(0, -1)) expect(window.length).toBeLessThanOrEqual(65_536);
    for (const window of windows) expect(window).not.toMatch(/[\ud800-\udfff]/u);
  });
});
