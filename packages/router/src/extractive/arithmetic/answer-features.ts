import { marksAgree, type PeriodMark } from '@plumbline/core';
import type { Operand, RankedDerivation } from '@plumbline/core/derivations';
import type { Calculation } from './calculate.ts';

/** Operations by what a question must ask for; the rest is `other`. */
const GROUPS: Readonly<Record<string, string>> = {
  value: 'lookup',
  negated: 'lookup',
  rescaled: 'lookup',
  change: 'change',
  difference: 'difference',
  ratio: 'ratio',
  sumShare: 'ratio',
  sum: 'sum',
  negatedSum: 'sum',
  average: 'average',
  negatedAverage: 'average',
};
const OPERATIONS = ['lookup', 'change', 'difference', 'ratio', 'sum', 'average', 'other'];
const SHAPES = ['row', 'column', 'across', 'text', 'history', 'historyOnly', 'constant'];

/** Words of a question that say what it wants: each is an input of its own, and with the operation it goes with. */
const WORDS: readonly (readonly [string, RegExp])[] = [
  ['percent', /percent|%|\bproportions?\b|\bportions?\b|\bshare of\b/i],
  [
    'change',
    /\bchang|increas|decreas|growth|\bgrew|\bgrow\b|declin|\brise|\brose|\bfell\b|\bfall\b|variation|varianc|fluctuat/i,
  ],
  ['difference', /differ|\bless\b|\bminus\b|subtract|exceed|\bhigher|\blower|\bmore\b|greater/i],
  ['average', /averag|\bmean\b/i],
  ['weighted', /weighted|average (?:price|exercise|remaining|life|fair)/i],
  ['sum', /\bsum\b|combined|altogether|together|aggregate|\bboth\b|cumulative|\bplus\b|\badd/i],
  ['total', /\btotals?\b/i],
  ['ratio', /\bratio\b|divided|in relation to|as a (?:percent|portion|proportion|fraction|share)|\bover\b|\btimes\b/i],
  ['count', /\bhow many\b/i],
  ['howMuch', /\bhow much\b/i],
  ['respective', /respective/i],
  ['what', /^\W*(?:and\b\W*)?what\b/i],
  [
    'words',
    /\b(?:why|who|which|when|where)\b|^\W*how\b(?! (?:much|many))|^\W*what (?:does|do|did)\b|\binclud|\bcompris|\bdescri|\bmean by\b/i,
  ],
  ['span', /\b(?:from|between)\b.{2,60}\b(?:to|and|through)\b/i],
  ['that', /\b(?:that|this|those|these|it|its|they)\b/i],
];
/** A question with none of these more likely asks for a number as it stands. */
const CALCULATES = ['percent', 'change', 'difference', 'average', 'sum', 'ratio'];
/** What an operation goes by in a question. */
const OWN_WORDS: Readonly<Record<string, readonly string[]>> = {
  change: ['percent', 'change'],
  difference: ['change', 'difference'],
  ratio: ['percent', 'ratio'],
  sum: ['sum', 'total'],
  average: ['average'],
};

/** What the confidence in a calculated answer is judged by, in the order of the values. */
export const ANSWER_FEATURES: readonly string[] = [
  'probability',
  'margin',
  'calculated',
  'none',
  'followUp',
  'periods0',
  'periods1',
  'periods2',
  'periodsMet',
  'periodsMissed',
  'otherPeriods',
  'mixedUnits',
  'onlyTold',
  'percentAmount',
  'plainPercent',
  'plain',
  ...OPERATIONS.map((name) => `operation:${name}`),
  ...OPERATIONS.map((name) => `probability:${name}`),
  ...SHAPES.map((name) => `shape:${name}`),
  ...WORDS.map(([name]) => `word:${name}`),
  ...Object.entries(OWN_WORDS).flatMap(([operation, words]) => words.map((word) => `${operation}:${word}`)),
  ...Object.keys(OWN_WORDS).map((operation) => `${operation}:unasked`),
];

/** Whether the words of a question speak of calculating. */
export function speaksOfCalculation(question: string): boolean {
  return WORDS.some(([name, pattern]) => CALCULATES.includes(name) && pattern.test(question));
}

/** Measures a calculation for the confidence in it. */
export function answerFeatures(calculation: Calculation): number[] {
  const { problem, best, second, calculated, none } = calculation;
  const operation = best === undefined ? 'other' : (GROUPS[best.operation] ?? 'other');
  const said = new Set(WORDS.filter(([, pattern]) => pattern.test(problem.ask.text)).map(([name]) => name));
  const used = best === undefined ? [] : operandsOf(calculation, best);
  const logOdds = logit(best?.probability ?? 0);
  const { periods } = problem.ask;
  const placed = used.filter(({ line }) => line >= 0);
  const dated = placed.filter(({ periods: own }) => own.length > 0);
  const met = periods.filter((asked) => dated.some((one) => isAbout(one, asked)));
  const agreeing = placed.filter((one) => periods.some((asked) => isAbout(one, asked)));
  const percents = used.length > 0 && used.every(({ measure }) => measure.unit === 'percent');
  const isRate = operation === 'change' || operation === 'ratio' || percents;
  const own = Object.entries(OWN_WORDS);
  return [
    logOdds,
    (best?.probability ?? 0) - (second?.probability ?? 0),
    calculated,
    none,
    Number(problem.earlier.length > 0),
    Number(periods.length === 0),
    Number(periods.length === 1),
    Number(periods.length === 2),
    periods.length === 0 ? 0 : met.length / periods.length,
    Number(dated.length > 0 && met.length < periods.length),
    placed.length === 0 || periods.length === 0 ? 0 : 1 - agreeing.length / placed.length,
    Number(!percents && used.some(({ measure }) => measure.unit === 'percent')),
    Number(used.length > 0 && placed.length === 0),
    Number(said.has('percent') && !isRate),
    Number(isRate && !said.has('percent')),
    Number(!CALCULATES.some((word) => said.has(word))),
    ...OPERATIONS.map((name) => Number(name === operation)),
    ...OPERATIONS.map((name) => (name === operation ? logOdds : 0)),
    ...SHAPES.map((name) => Number(name === best?.shape)),
    ...WORDS.map(([name]) => Number(said.has(name))),
    ...own.flatMap(([name, words]) => words.map((word) => Number(name === operation && said.has(word)))),
    ...own.map(([name, words]) => Number(name === operation && !words.some((word) => said.has(word)))),
  ];
}

function operandsOf({ problem }: Calculation, { operands }: RankedDerivation): Operand[] {
  return operands.flatMap((index) => problem.operands[index] ?? []);
}

function isAbout({ periods }: Operand, asked: PeriodMark): boolean {
  return periods.some((own) => marksAgree(own, asked));
}

/** Log odds, kept within what a training set of thousands can tell apart. */
function logit(probability: number): number {
  const kept = Math.min(0.999, Math.max(0.001, probability));
  return Math.log(kept / (1 - kept));
}
