import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAbaRoutingNumber, isCusip, isIban, isIsin, isSedol } from './check-digits.ts';

const DIGITS = '0123456789';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const text = (alphabet: string, length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: length, maxLength: length });

/** Tries the ten check digits behind a body. */
const complete = (body: string, isValid: (value: string) => boolean): string[] =>
  [...DIGITS].map((digit) => body + digit).filter((value) => isValid(value));

/** Every other value that differs in one digit. */
const withOneDigitChanged = (value: string): string[] =>
  [...value].flatMap((character, index) =>
    /\d/.test(character)
      ? [...DIGITS]
          .filter((digit) => digit !== character)
          .map((digit) => value.slice(0, index) + digit + value.slice(index + 1))
      : [],
  );

describe.each([
  ['isCusip', isCusip, text(DIGITS + LETTERS, 8)],
  ['isIsin', isIsin, fc.tuple(text(LETTERS, 2), text(DIGITS + LETTERS, 9)).map((parts) => parts.join(''))],
  ['isSedol', isSedol, text('0123456789BCDFGHJKLMNPQRSTVWXYZ', 6)],
  [
    'isAbaRoutingNumber',
    isAbaRoutingNumber,
    fc.tuple(fc.constantFrom('01', '12', '21', '32', '61', '72', '80'), text(DIGITS, 6)).map((parts) => parts.join('')),
  ],
] as const)('%s', (_name, isValid, body) => {
  it('takes exactly one of the ten check digits', () => {
    fc.assert(
      fc.property(body, (value) => {
        expect(complete(value, isValid)).toHaveLength(1);
      }),
    );
  });

  it('notices any single changed digit', () => {
    fc.assert(
      fc.property(body, (value) => {
        const [valid = ''] = complete(value, isValid);
        expect(withOneDigitChanged(valid).filter((changed) => isValid(changed))).toEqual([]);
      }),
    );
  });
});

describe('isIban', () => {
  const body = fc
    .tuple(fc.constantFrom('DE', 'AT', 'FI'), text(DIGITS, 18))
    .map(([country, digits]) => ({ country, digits: digits.slice(0, { DE: 18, AT: 16, FI: 14 }[country]) }));
  const valid = body.map(({ country, digits }) => {
    const checks = Array.from({ length: 97 }, (_, check) => `${country}${String(check + 2).padStart(2, '0')}${digits}`);
    return checks.find((value) => isIban(value)) ?? '';
  });

  it('has check digits for every account', () => {
    fc.assert(
      fc.property(valid, (value) => {
        expect(isIban(value)).toBe(true);
      }),
    );
  });

  it('notices any single changed digit, and neighbours that changed places', () => {
    fc.assert(
      fc.property(valid, (value) => {
        const swapped = [...value].flatMap((character, index) => {
          const next = value[index + 1] ?? character;
          return next === character || index < 2
            ? []
            : [value.slice(0, index) + next + character + value.slice(index + 2)];
        });
        expect([...withOneDigitChanged(value), ...swapped].filter((changed) => isIban(changed))).toEqual([]);
      }),
    );
  });
});

describe('known numbers', () => {
  it.each([
    [isCusip, '037833100', true],
    [isCusip, '88579Y101', true],
    [isCusip, '88579y101', false],
    [isIsin, 'US0378331005', true],
    [isIsin, 'GB0002634946', true],
    [isIsin, 'US0378331006', false],
    [isSedol, '0263494', true],
    [isSedol, 'B0YBKJ7', true],
    [isSedol, 'A0YBKJ7', false],
    [isIban, 'DE89 3704 0044 0532 0130 00', true],
    [isIban, 'GB82WEST12345698765432', true],
    [isIban, 'DE8937040044053201300', false],
    [isAbaRoutingNumber, '021000021', true],
    [isAbaRoutingNumber, '021000022', false],
    [isAbaRoutingNumber, '000000000', false],
  ])('%o of %s is %s', (isValid, value, expected) => {
    expect(isValid(value)).toBe(expected);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.nat(0xffff)).map((codes) => String.fromCharCode(...codes)),
        ),
        (value) => {
          for (const isValid of [isCusip, isIsin, isSedol, isIban, isAbaRoutingNumber])
            expect(typeof isValid(value)).toBe('boolean');
        },
      ),
    );
  });
});
