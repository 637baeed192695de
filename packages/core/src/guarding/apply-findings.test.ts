import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../contracts/finding.ts';
import { applyFindings } from './apply-findings.ts';

function finding(action: Finding['action'], start: number, end: number, replacement?: string): Finding {
  return {
    validator: 'test',
    severity: 'violation',
    action,
    span: { start, end },
    message: 'm',
    ...(replacement === undefined ? {} : { replacement }),
  };
}

describe('applying findings to a text', () => {
  it('redacts, replaces and appends', () => {
    const text = 'SSN 123-45-6789 is sure to rise.';
    const result = applyFindings(text, [
      finding('redact', 4, 15, '[SSN redacted]'),
      finding('replace', 19, 31, 'may rise'),
      { validator: 'v', severity: 'warn', action: 'append', message: 'm', replacement: 'Investing involves risk.' },
      { validator: 'w', severity: 'warn', action: 'append', message: 'm', replacement: 'Investing involves risk.' },
    ]);
    expect(result.text).toBe('SSN [SSN redacted] is may rise.\n\nInvesting involves risk.');
    expect(result.appended).toEqual(['Investing involves risk.']);
  });

  it('leaves the text alone for findings that only warn', () => {
    expect(applyFindings('as it is', [finding('review', 0, 2)]).text).toBe('as it is');
  });

  it('takes the whole of a number it would cut', () => {
    expect(applyFindings('pay 12345 now', [finding('redact', 6, 8, '#')]).text).toBe('pay # now');
  });

  it('never touches a citation marker', () => {
    expect(applyFindings('It will double [1] for sure.', [finding('replace', 3, 27, 'may change')]).text).toBe(
      'It may change[1].',
    );
  });

  it('moves spans with the text', () => {
    const text = 'call 555 then see page';
    const { text: changed, moveSpan } = applyFindings(text, [finding('redact', 5, 8, '[phone redacted]')]);
    const moved = moveSpan({ start: 14, end: 22 });
    expect(changed.slice(moved.start, moved.end)).toBe('see page');
  });

  it('keeps every marker and every character outside the edits, whatever the findings', () => {
    const pieces = fc.array(fc.constantFrom('a ', '12', '[1]', '[23] ', 'x.', ' ', '7,5'), { maxLength: 20 });
    const spans = fc.array(fc.tuple(fc.nat(60), fc.nat(20)), { maxLength: 5 });
    fc.assert(
      fc.property(pieces, spans, (parts, places) => {
        const text = parts.join('');
        const findings = places.map(([start, length]) =>
          finding('redact', Math.min(start, text.length), Math.min(start + length, text.length), '·'),
        );
        const { text: changed, moveSpan } = applyFindings(text, findings);
        const markers = (value: string): string[] => value.match(/\[\d+\]/g) ?? [];
        expect(markers(changed)).toEqual(markers(text));
        const whole = moveSpan({ start: 0, end: text.length });
        expect(whole).toEqual({ start: 0, end: changed.length });
      }),
    );
  });
});
