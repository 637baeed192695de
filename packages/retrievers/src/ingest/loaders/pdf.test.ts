import { describe, expect, it } from 'vitest';
import { loadAll, memorySource } from '../fixtures/memory-source.ts';
import { makeEncryptedPdf, makePdf } from '../fixtures/pdf-files.ts';
import { pdfLoader } from './pdf.ts';

const load = (bytes: Uint8Array) => loadAll(pdfLoader, memorySource('report.pdf', bytes));

describe('the PDF loader', () => {
  it('reads text by pages, and the title', async () => {
    const [document] = await load(await makePdf([['Sales rose.'], ['Costs fell.']], 'Annual report'));
    expect(document?.title).toBe('Annual report');
    expect(document?.blocks).toEqual([
      { kind: 'text', text: 'Sales rose.', page: 1 },
      { kind: 'text', text: 'Costs fell.', page: 2 },
    ]);
  });

  it.each(['Microsoft Word - draft.docx', 'report_final.pdf', 'Untitled', ''])(
    'does not take %j for a title',
    async (title) => {
      const [document] = await load(await makePdf([['Sales rose.']], title));
      expect(document?.title).toBeUndefined();
    },
  );

  it('says which pages have no text', async () => {
    const [document] = await load(await makePdf([['Sales rose.'], []]));
    expect(document?.notes?.[0]).toContain('1 of 2 pages');
  });

  it('refuses a scan', async () => {
    await expect(load(await makePdf([[], []]))).rejects.toMatchObject({ code: 'NO_TEXT' });
  });

  it('refuses one with a password', async () => {
    await expect(load(makeEncryptedPdf())).rejects.toMatchObject({ code: 'ENCRYPTED' });
  });

  it.each([
    ['no PDF at all', Buffer.from('this is text')],
    ['the beginning of one', Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Cat')],
  ])('refuses %s', async (_, bytes) => {
    await expect(load(bytes)).rejects.toMatchObject({ code: 'CORRUPT' });
  });

  it('refuses one that is cut in the middle', async () => {
    const whole = await makePdf([['Sales rose.'], ['Costs fell.']]);
    await expect(load(whole.subarray(0, Math.floor(whole.length / 3)))).rejects.toMatchObject({
      code: expect.stringMatching(/^(?:CORRUPT|NO_TEXT)$/u),
    });
  });
});
