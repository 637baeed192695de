import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding, FindingAction } from '../contracts/finding.ts';
import { applyFindings } from './apply-findings.ts';

const finding = (action: FindingAction, span?: [number, number], replacement?: string): Finding => ({
  validator: 'test',
  severity: 'warn',
  action,
  message: 'm',
  ...(span === undefined ? {} : { span: { start: span[0], end: span[1] } }),
  ...(replacement === undefined ? {} : { replacement }),
});

describe('findings applied to a text', () => {
  it('redact, replace and append', () => {
    const { text, disclosures, action } = applyFindings('SSN 123-45-6789 is sure to gain [1].', [
      finding('append', undefined, 'Investing involves risk.'),
      finding('redact', [4, 15]),
      finding('replace', [19, 31], 'may gain'),
      finding('append', undefined, 'Investing involves risk.'),
    ]);
    expect(text).toBe('SSN [REDACTED] is may gain [1].\n\nInvesting involves risk.');
    expect(disclosures).toEqual(['Investing involves risk.']);
    expect(action).toBe('replace');
  });

  it('leave nothing of a blocked text', () => {
    const { text, disclosures } = applyFindings('secret', [finding('append', undefined, 'x'), finding('block')]);
    expect({ text, disclosures }).toEqual({ text: '', disclosures: [] });
  });

  it('keep the markers of a replaced piece whole', () => {
    expect(applyFindings('It is guaranteed [1] to gain [2].', [finding('replace', [6, 18], 'expected')]).text).toBe(
      'It is expected [1] to gain [2].',
    );
  });

  it('take the whole text when a redaction names no place', () => {
    expect(applyFindings('all of it', [finding('redact')]).text).toBe('[REDACTED]');
  });

  it('show nothing of what any of several overlapping redactions covers', () => {
    const spans = fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(spans, (pairs) => {
        const letters = Array.from({ length: 40 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('');
        const original = `${letters.slice(0, 10)}[1]${letters.slice(13, 22)}[12]${letters.slice(26)}`;
        const findings = pairs.map(([from, length]) => finding('redact', [from, from + length], ''));
        const { text, mapSpan } = applyFindings(original, findings);
        expect(text.match(/\[\d+\]/g)).toEqual(['[1]', '[12]']);
        for (const [index, character] of [...original].entries()) {
          if (/[[\]\d]/.test(character)) continue;
          const covered = pairs.some(([from, length]) => from <= index && index < from + length);
          expect(text.includes(character)).toBe(!covered);
          const { start, end } = mapSpan({ start: index, end: index + 1 });
          if (!covered) expect(text.slice(start, end)).toBe(character);
        }
      }),
      { numRuns: 500 },
    );
  });
});
