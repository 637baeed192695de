import { checkContextSchema } from '@plumbline/core';
import { testContext } from '@plumbline/core/testing';
import { describe, expect, it } from 'vitest';
import { guaranteeValidator } from './guarantee.ts';

const context = checkContextSchema.parse({ request: testContext(), stage: 'output' });

describe('promises of a result', () => {
  it.each([
    'This fund guarantees a return of 8 % a year.',
    'Your returns are guaranteed.',
    'The stock is guaranteed to rise.',
    'You cannot lose with this bond.',
    'It is a risk-free investment.',
    'There is absolutely no risk in this note.',
    'We promise you that it will return 12%.',
    'An assured return of 7 % awaits you.',
    'This will certainly double by June.',
    'The market may fall. Even so, guaranteed income for life is yours.',
    'I guarantee that your portfolio will grow.',
    'The bond fund is certain to pay 5% every year.',
    'Gold always goes up.',
    'This note is 100 % safe.',
  ])('stops: %s', async (text) => {
    const findings = await guaranteeValidator.check(text, context);
    expect(findings).toMatchObject([{ action: 'block', rule: 'FINRA 2210(d)(1)(B)' }]);
    const span = findings[0]?.span;
    expect(text.slice(span?.start, span?.end)).toBe(findings[0]?.evidence);
  });

  it.each([
    'Returns are not guaranteed.',
    'The bond fund is not certain to pay 5% or any other rate.',
    'The dividend is certain to be discussed at the meeting.',
    'Apple Inc. is the guarantor of the notes.',
    'Past performance does not guarantee future results.',
    'There is no guarantee that the fund will reach its return target.',
    'We cannot guarantee returns.',
    'The loan guarantees amounted to $4 million of income.',
    'The company holds guaranteed investment contracts with a yield of 3 %.',
    'The notes are fully and unconditionally guaranteed by the parent.',
    'The advertisement spoke of "guaranteed returns of 20 %" and was withdrawn.',
    'The regulator prohibits guaranteed returns.',
    'Income from guarantee fees rose by 4 %.',
    'There is no risk that the merger fails the test.',
    'The risk-free rate of return was 2.1 %.',
  ])('lets pass: %s', async (text) => {
    expect(await guaranteeValidator.check(text, context)).toEqual([]);
  });
});
