import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figureSchema } from '../contracts/figure.ts';
import { parseFigures } from './parse-figures.ts';

const SCALES = [
  ['', 0],
  [' thousand', 3],
  [' million', 6],
  [' billion', 9],
  [' trillion', 12],
] as const;
const MONEY = [
  ['$', '', 'USD'],
  ['US$', '', 'USD'],
  ['€', '', 'EUR'],
  ['£ ', '', 'GBP'],
  ['C$', '', 'CAD'],
  ['USD ', '', 'USD'],
  ['', ' dollars', 'USD'],
  ['', ' EUR', 'EUR'],
] as const;
const SIGNS = [
  ['', '', 1],
  ['-', '', -1],
  ['−', '', -1],
] as const;

const number = fc.record({
  whole: fc.nat(999_999_999),
  decimals: fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 3 }),
  grouped: fc.boolean(),
});
type Printed = { whole: number; decimals: string; grouped: boolean };
const print = ({ whole, decimals, grouped }: Printed): string =>
  (grouped ? whole.toLocaleString('en-US') : String(whole)) + (decimals === '' ? '' : `.${decimals}`);
const exact = ({ whole, decimals }: Printed, exponent: number): number =>
  Number(`${whole}.${decimals || 0}e${exponent}`);
/** Four bare digits are a year where they may be one; that is another test. */
const isYear = ({ whole, decimals, grouped }: Printed): boolean =>
  !grouped && decimals === '' && whole >= 1900 && whole <= 2100;

describe('parseFigures on generated figures', () => {
  it('reads money back as it was printed', () => {
    const spelling = fc.tuple(number, fc.constantFrom(...MONEY), fc.constantFrom(...SCALES), fc.constantFrom(...SIGNS));
    fc.assert(
      fc.property(spelling, ([printed, [before, after, currency], [word, exponent], [sign, , factor]]) => {
        fc.pre(before !== '' || !isYear(printed));
        const text = `${sign}${before}${print(printed)}${word}${after}`;
        const figures = parseFigures(`The result was ${text} for the group.`);
        const value = exact(printed, exponent);
        expect(figures).toHaveLength(1);
        expect(figures[0]).toMatchObject({
          text,
          value: value === 0 ? 0 : factor * value,
          unit: 'currency',
          currency,
          scale: 10 ** exponent,
          sign: factor,
          decimals: printed.decimals.length,
        });
      }),
    );
  });

  it.each([
    ['%', 'percent'],
    [' percent', 'percent'],
    [' percentage points', 'percent'],
    [' bps', 'bps'],
    [' basis points', 'bps'],
    ['x', 'multiple'],
    [' shares', 'shares'],
  ])('reads numbers before "%s"', (suffix, unit) => {
    fc.assert(
      fc.property(number, (printed) => {
        const figures = parseFigures(`It was ${print(printed)}${suffix}.`);
        expect(figures).toHaveLength(1);
        expect(figures[0]).toMatchObject({ value: exact(printed, 0), unit, sign: 1 });
      }),
    );
  });

  it('reads parentheses as negative in every place accountants put them', () => {
    const places = fc.constantFrom(
      (digits: string) => `was $(${digits})`,
      (digits: string) => `was ($${digits})`,
      (digits: string) => `was (${digits})%`,
      (digits: string) => `was (${digits}) million`,
      (digits: string) => `Net | (${digits}) | 5`,
    );
    fc.assert(
      fc.property(number, places, (printed, place) => {
        fc.pre(printed.whole > 0 && !isYear(printed));
        const [figure] = parseFigures(place(print(printed)));
        expect(figure?.sign).toBe(-1);
        expect(Math.abs(figure?.value ?? 0) / (figure?.scale ?? 1)).toBeCloseTo(exact(printed, 0), 6);
      }),
    );
  });

  it('multiplies the amounts of a row by the caption above, exactly', () => {
    fc.assert(
      fc.property(number, fc.constantFrom(3, 6, 9), (printed, exponent) => {
        fc.pre(!isYear(printed));
        const word = { 3: 'thousands', 6: 'millions', 9: 'billions' }[exponent];
        const [figure] = parseFigures(`(in ${word}, except per share data)\nNet sales | ${print(printed)}`);
        expect(figure).toMatchObject({ value: exact(printed, exponent), scale: 10 ** exponent });
      }),
    );
  });

  it('keeps to its contract on any text: spans in order, cutting out what is reported', () => {
    const piece = fc.constantFrom(
      ...[
        '$',
        '(',
        ')',
        '1',
        '2,345',
        '.5',
        '%',
        ' ',
        '\n',
        '|',
        'million',
        'to',
        '-',
        '–',
        '1/2',
        '¼',
        'in thousands',
        '(in millions)',
        '2019',
        'Q3',
        'two',
        'x',
        'shares',
        ',',
        'Note',
        '—',
        '\t',
        'US$',
        'EUR',
      ],
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(fc.nat(0xffff)).map((codes) => String.fromCharCode(...codes)),
      fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
      fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(' ')),
    );
    fc.assert(
      fc.property(text, fc.option(text, { nil: undefined }), (input, caption) => {
        let end = 0;
        for (const figure of parseFigures(input, caption === undefined ? {} : { caption })) {
          figureSchema.parse(figure);
          expect(input.slice(figure.span.start, figure.span.end)).toBe(figure.text);
          expect(figure.span.start).toBeGreaterThanOrEqual(end);
          end = figure.span.end;
        }
      }),
      { numRuns: 300 },
    );
  });
});
