import { CUE_NAMES } from './ask.ts';
import { type Candidate, isFraction } from './candidate.ts';
import { createOperandFacts, type OperandFacts } from './operand-facts.ts';
import type { Problem } from './problem.ts';
import { maskWeight } from './relevance.ts';

const ASK = [
  'bias',
  'asked0',
  'asked1',
  'asked2',
  'asked3',
  'turn0',
  'turn1',
  'turn2',
  'known',
  ...CUE_NAMES.map((name) => `cue:${name}`),
];
const WORDS = [
  'coverNow',
  'coverNowKnown',
  'coverBefore',
  'recallMean',
  'recallMin',
  'recallBeforeMean',
  'recallBeforeMin',
  'sectionRecall',
  'columnRecallMean',
  'columnRecallMin',
  'columnBeforeMean',
  'phrase',
  'scoreGap',
  'scoreTop',
  'nowGap',
  'nowTop',
  'beforeGap',
  'beforeTop',
  'rank',
  'columnGap',
  'columnTop',
  'totals',
  'lastTotal',
  'sameLabel',
  'labelWords',
];
const PERIODS = [
  'askedMet',
  'usedAsked',
  'usedUnasked',
  'allUnasked',
  'noPeriod',
  'usedBefore',
  'beforeMet',
  'periodBeaten',
  'beatenBefore',
  'lastMet',
  'fullMatch',
  'fullMatch1',
  'fullMatch2',
  'firstAsked',
  'firstNotAsked',
  'later',
  'earlier',
  'samePeriod',
  'nextYear',
  'farYear',
  'latest',
  'latestUnasked',
  'yearsBack',
  'window',
  'notWindow',
  'priorYear',
];
const PLACE = [
  'firstColumn',
  'firstColumnUnasked',
  'lastColumn',
  'lastColumnUnasked',
  'oneCell',
  'wholeRow',
  'mentionedFirst',
  'mentionedLast',
  'below',
  'above',
  'right',
  'left',
  'neighbours',
  'three',
  'more',
  'twoRows',
  'twoColumns',
];
const HISTORY = [
  'newest',
  'secondNewest',
  'older',
  'onlyTold',
  'constantOne',
  'constantHundred',
  'constantSmall',
  'constantLarge',
  'constantAsked',
  'constantFirst',
  'usesAnswers',
  'allAnswers',
  'firstIsNewest',
  'firstIsSecond',
  'firstIsOlder',
  'secondIsNewest',
  'secondIsSecond',
  'secondIsOlder',
  'isAnswer',
  'isNewest',
  'isAnswerAgain',
  'differenceAnswer',
  'differenceNewest',
  'sumAnswer',
  'sumNewest',
  'ratioAnswer',
  'ratioNewest',
  'rowNewest',
  'rowOlder',
  'columnNewest',
  'columnOlder',
];
const VALUES = [
  'percentOperands',
  'percentOperandsAsked',
  'resultPercent',
  'resultPercentAsked',
  'plainForPercent',
  'mixedUnits',
  'mixedScales',
  'negativeOperands',
  'negativeResult',
  'negativeDifference',
  'aboveOne',
  'aboveOneShare',
  'size',
  'tiny',
  'yearLike',
  'textOperands',
  'textCover',
  'textFirst',
  'sameSentence',
  'labelChange',
  'labelPercent',
  'labelAverage',
  'labelTotal',
  'labelChangeAsked',
  'labelPercentAsked',
  'labelAverageAsked',
  'labelTotalAsked',
  'rowPeriod',
  'negatedVariant',
  'shareOfTwo',
  'rescaled',
  'percentOf',
];

/** What the ranking model knows of a derivation, by name; the order is part of the model. */
export const DERIVATION_FEATURES: readonly string[] = [...ASK, ...WORDS, ...PERIODS, ...PLACE, ...HISTORY, ...VALUES];

const CUE = Object.fromEntries(CUE_NAMES.map((name, index) => [name, 1 << index]));
const cueBit = (name: string): number => CUE[name] ?? 0;
const PERCENT = cueBit('percent');
const CHANGE = cueBit('change');
const DIFFERENCE = cueBit('difference');
const AVERAGE = cueBit('average');
const SUM = cueBit('sum');
const SHARE = cueBit('share');
const AGAIN = cueBit('again');

/** Writes the features of a derivation into `out`, which has `DERIVATION_FEATURES.length` places. */
export type ReadFeatures = (candidate: Candidate, out: Float64Array) => void;

/** Everything that is the same for all derivations of a problem. */
interface Setting {
  readonly problem: Problem;
  readonly askPart: Float64Array;
  readonly bestScore: number;
  readonly bestNow: number;
  readonly bestBefore: number;
  /** By table: the best match of a column header with the ask. */
  readonly bestColumn: readonly number[];
  readonly latestYear: readonly number[];
  readonly askedCount: number;
  readonly askedBeforeCount: number;
  readonly lastCount: number;
  readonly askedYears: readonly number[];
}

export function createFeatureReader(problem: Problem): ReadFeatures {
  const factsOf = createOperandFacts(problem);
  const setting = readSetting(problem);
  return (candidate, out) => {
    const used = candidate.operands.map(factsOf);
    const placed = used.filter(({ line }) => line >= 0);
    out.set(setting.askPart, 0);
    let at = setting.askPart.length;
    at = writeWords(setting, placed, out, at);
    at = writePeriods(setting, { used, placed, candidate }, out, at);
    at = writePlace(setting, { used, placed, candidate }, out, at);
    at = writeHistory(setting, { used, placed, candidate }, out, at);
    writeValues(setting, { used, placed, candidate }, out, at);
  };
}

interface Parts {
  readonly candidate: Candidate;
  readonly used: readonly OperandFacts[];
  readonly placed: readonly OperandFacts[];
}

function readSetting(problem: Problem): Setting {
  const { grounds, ask, earlier, now, nowScore, beforeScore, lineScore } = problem;
  let bestScore = 0;
  let bestNow = 0;
  let bestBefore = 0;
  for (const [index, line] of grounds.lines.entries()) {
    if (line.kind !== 'row' || line.operands.length === 0) continue;
    bestScore = Math.max(bestScore, lineScore[index] ?? 0);
    bestNow = Math.max(bestNow, nowScore[index] ?? 0);
    bestBefore = Math.max(bestBefore, beforeScore[index] ?? 0);
  }
  const asked = ask.periods.length;
  const turns = earlier.length;
  const askPart = Float64Array.from([
    1,
    Number(asked === 0),
    Number(asked === 1),
    Number(asked === 2),
    Number(asked > 2),
    Number(turns === 0),
    Number(turns === 1),
    Number(turns > 1),
    now.all === 0 ? 0 : now.known / now.all,
    ...CUE_NAMES.map((_, index) => (ask.cues >> index) & 1),
  ]);
  return {
    problem,
    askPart,
    bestScore,
    bestNow,
    bestBefore,
    bestColumn: now.columnRecall.map((list) =>
      list.reduce((best, recall, index) => (index > 0 ? Math.max(best, recall) : best), 0),
    ),
    latestYear: grounds.columns.map((columns) =>
      columns.reduce(
        (latest, { periods }) => periods.reduce((year, mark) => Math.max(year, mark.year ?? 0), latest),
        0,
      ),
    ),
    askedCount: Math.min(asked, 31),
    askedBeforeCount: Math.min(
      earlier.reduce((count, { periods }) => count + periods.length, 0),
      31,
    ),
    lastCount: earlier.find(({ periods }) => periods.length > 0)?.periods.length ?? 0,
    askedYears: ask.periods.flatMap(({ year }) => (year === undefined ? [] : [year])),
  };
}

function writeWords(setting: Setting, placed: readonly OperandFacts[], out: Float64Array, start: number): number {
  const { problem, bestScore, bestNow, bestBefore, bestColumn } = setting;
  const { now, before, lineScore, nowScore, beforeScore } = problem;
  let maskNow = 0,
    maskBefore = 0,
    recall = 0,
    recallMin = 1,
    recallBefore = 0,
    recallBeforeMin = 1,
    section = 0;
  let column = 0,
    columnMin = 1,
    columnBefore = 0,
    phrase = 0,
    score = 9,
    nowMin = 9,
    beforeMin = 9,
    rank = 0;
  let totals = 0,
    sameLabel = 0,
    labelWords = 0;
  for (const facts of placed) {
    maskNow |= facts.maskNow;
    maskBefore |= facts.maskBefore;
    recall += facts.recallNow;
    recallMin = Math.min(recallMin, facts.recallNow);
    recallBefore += facts.recallBefore;
    recallBeforeMin = Math.min(recallBeforeMin, facts.recallBefore);
    section += facts.sectionRecall;
    column += facts.columnNow;
    columnMin = Math.min(columnMin, facts.columnNow);
    columnBefore += facts.columnBefore;
    phrase += facts.phrase;
    score = Math.min(score, lineScore[facts.line] ?? 0);
    nowMin = Math.min(nowMin, nowScore[facts.line] ?? 0);
    beforeMin = Math.min(beforeMin, beforeScore[facts.line] ?? 0);
    rank = Math.max(rank, facts.rank);
    totals += facts.total;
    sameLabel = Math.max(sameLabel, facts.sameLabel);
    labelWords += facts.labelWords;
  }
  const n = placed.length || 1;
  const some = placed.length > 0 ? 1 : 0;
  const weightNow = maskWeight(now.weights, maskNow);
  const gap = some * (bestScore - score);
  const nowGap = some * (bestNow - nowMin);
  const beforeGap = some * (bestBefore - beforeMin);
  const columnGap = (bestColumn[placed[0]?.table ?? -1] ?? 0) - some * columnMin;
  let at = start;
  out[at++] = weightNow / (now.all || 1);
  out[at++] = weightNow / (now.known || 1);
  out[at++] = maskWeight(before.weights, maskBefore) / (before.all || 1);
  out[at++] = recall / n;
  out[at++] = some * recallMin;
  out[at++] = recallBefore / n;
  out[at++] = some * recallBeforeMin;
  out[at++] = section / n;
  out[at++] = column / n;
  out[at++] = some * columnMin;
  out[at++] = columnBefore / n;
  out[at++] = phrase / n;
  out[at++] = gap;
  out[at++] = some * Number(gap <= 0.001);
  out[at++] = nowGap;
  out[at++] = some * Number(nowGap <= 0.001);
  out[at++] = beforeGap;
  out[at++] = some * Number(beforeGap <= 0.001);
  out[at++] = rank;
  out[at++] = columnGap;
  out[at++] = Number(columnGap <= 0.001 && some * columnMin > 0);
  out[at++] = totals / n;
  out[at++] = placed.at(-1)?.total ?? 0;
  out[at++] = sameLabel;
  out[at++] = labelWords / n;
  return at;
}

function writePeriods(setting: Setting, { used, placed, candidate }: Parts, out: Float64Array, start: number): number {
  const { askedCount, askedBeforeCount, lastCount, askedYears, latestYear } = setting;
  let met = 0,
    metBefore = 0,
    asked = 0,
    unasked = 0,
    undated = 0,
    inBefore = 0,
    beaten = 0,
    beatenBefore = 0,
    inLast = 0;
  let latest = 0,
    years = 0,
    least = Number.POSITIVE_INFINITY;
  for (const facts of placed) {
    met |= facts.asked;
    metBefore |= facts.askedBefore;
    if (facts.dated === 0) undated++;
    else if (facts.asked !== 0) asked++;
    else if (askedCount > 0) unasked++;
    if (facts.askedBefore !== 0) inBefore++;
    beaten += facts.beaten;
    beatenBefore += facts.beatenBefore;
    inLast += facts.inLast;
    if (facts.year > 0) {
      years++;
      latest = Math.max(latest, facts.year);
      least = Math.min(least, facts.year);
    }
  }
  const n = placed.length || 1;
  const askedMet = askedCount === 0 ? 0 : bitCount(met) / askedCount;
  const full = Number(askedCount > 0 && askedMet === 1 && unasked === 0);
  const unaskedAll = Number(askedCount === 0);
  const [first, second] = used;
  const order = first !== undefined && second !== undefined ? first.order - second.order : Number.NaN;
  const yearGap =
    first !== undefined && second !== undefined && first.year > 0 && second.year > 0
      ? Math.abs(first.year - second.year)
      : -1;
  const tableLatest = latestYear[placed[0]?.table ?? -1] ?? 0;
  const known = years > 0 && tableLatest > 0;
  const low = Math.min(...askedYears);
  const high = Math.max(...askedYears);
  const spans = askedYears.length === 2 && used.length > 2 && years === used.length;
  const filled = spans && least === low && latest === high && years === high - low + 1;
  const prior =
    askedCount === 1 && used.length === 2 && years === 2 && latest === askedYears[0] && least === latest - 1;
  let at = start;
  out[at++] = askedMet;
  out[at++] = asked / n;
  out[at++] = unasked / n;
  out[at++] = Number(placed.length > 0 && unasked === placed.length);
  out[at++] = undated / n;
  out[at++] = inBefore / n;
  out[at++] = askedBeforeCount === 0 ? 0 : bitCount(metBefore) / askedBeforeCount;
  out[at++] = Math.min(beaten, 2);
  out[at++] = unaskedAll * beatenBefore;
  out[at++] = lastCount === 0 ? 0 : unaskedAll * (inLast / n);
  out[at++] = full;
  out[at++] = full * Number(askedCount === 1);
  out[at++] = full * Number(askedCount === 2);
  out[at++] = Number(askedCount > 0 && first !== undefined && first.dated === 1 && (first.asked & 1) !== 0);
  out[at++] = Number(askedCount > 0 && first !== undefined && first.dated === 1 && (first.asked & 1) === 0);
  out[at++] = Number(order > 0);
  out[at++] = Number(order < 0);
  out[at++] = Number(order === 0);
  out[at++] = Number(yearGap === 1);
  out[at++] = Number(yearGap > 1);
  out[at++] = Number(known && latest === tableLatest);
  out[at++] = unaskedAll * Number(known && latest === tableLatest);
  out[at++] = known ? unaskedAll * Math.min(tableLatest - latest, 10) : 0;
  out[at++] = Number(filled);
  out[at++] = Number(spans && !filled);
  out[at++] = Number(prior && candidate.operands.length === 2);
  return at;
}

function writePlace(setting: Setting, { used, placed }: Parts, out: Float64Array, start: number): number {
  const { problem, askedCount } = setting;
  const unasked = Number(askedCount === 0);
  const [cell] = placed;
  const [first, second] = used;
  let rows = 0,
    columns = 0;
  for (const [index, facts] of placed.entries()) {
    if (!placed.slice(0, index).some(({ line }) => line === facts.line)) rows++;
    if (!placed.slice(0, index).some(({ column, table }) => column === facts.column && table === facts.table))
      columns++;
  }
  const both = first !== undefined && second !== undefined && first.line >= 0 && second.line >= 0;
  const one = both ? (problem.now.firstMention[first.line] ?? -1) : -1;
  const other = both ? (problem.now.firstMention[second.line] ?? -1) : -1;
  const mentioned = both && first.line !== second.line && one >= 0 && other >= 0;
  let at = start;
  out[at++] = cell?.firstColumn ?? 0;
  out[at++] = unasked * (cell?.firstColumn ?? 0);
  out[at++] = cell?.lastColumn ?? 0;
  out[at++] = unasked * (cell?.lastColumn ?? 0);
  out[at++] = Number(cell?.kind === 'cell' && cell.rowCells === 1);
  out[at++] = Number(cell?.kind === 'cell' && cell.rowCells === used.length);
  out[at++] = Number(mentioned && one < other);
  out[at++] = Number(mentioned && one > other);
  out[at++] = Number(both && second.line > first.line);
  out[at++] = Number(both && second.line < first.line);
  out[at++] = Number(both && second.column > first.column);
  out[at++] = Number(both && second.column < first.column);
  out[at++] = Number(both && Math.abs(first.line - second.line) <= 1 && Math.abs(first.column - second.column) <= 1);
  out[at++] = Number(used.length === 3);
  out[at++] = Number(used.length > 3);
  out[at++] = Number(rows > 1);
  out[at++] = Number(columns > 1);
  return at;
}

function writeHistory(setting: Setting, { used, placed, candidate }: Parts, out: Float64Array, start: number): number {
  const { problem } = setting;
  const { ask, answers } = problem;
  let newest = 9,
    told = 0,
    fromAnswers = 0,
    row = 9,
    column = 9;
  let constant: OperandFacts | undefined;
  for (const [index, facts] of used.entries()) {
    if (facts.kind === 'history') {
      told++;
      newest = Math.min(newest, problem.history.indexOf(candidate.operands[index] ?? -1));
    } else if (facts.kind === 'constant') constant = facts;
    else if (facts.answer >= 0) fromAnswers++;
  }
  for (const facts of placed) {
    row = Math.min(row, facts.rowAnswer);
    column = Math.min(column, facts.columnAnswer);
  }
  const [first, second] = used;
  const single = used.length === 1;
  const k = constant?.value ?? 0;
  const isAnswer = answerAt(answers, candidate.value);
  const difference =
    single || first === undefined || second === undefined ? -1 : answerAt(answers, first.value - second.value);
  const sum = single
    ? -1
    : answerAt(
        answers,
        used.reduce((total, { value }) => total + value, 0),
      );
  const ratio =
    single || first === undefined || second === undefined || second.value === 0
      ? -1
      : answerAt(answers, first.value / second.value);
  let at = start;
  out[at++] = Number(newest === 0);
  out[at++] = Number(newest === 1);
  out[at++] = Number(newest > 1 && newest < 9);
  out[at++] = Number(told > 1);
  out[at++] = Number(k === 1);
  out[at++] = Number(k === 100);
  out[at++] = Number(k > 1 && k < 10);
  out[at++] = Number(k >= 10 && k !== 100);
  out[at++] = Number(constant !== undefined && ask.constants.includes(k));
  out[at++] = Number(first?.kind === 'constant');
  out[at++] = fromAnswers / (used.length || 1);
  out[at++] = Number(problem.earlier.length > 0 && fromAnswers + told >= used.length);
  out[at++] = Number(first?.answer === 0);
  out[at++] = Number(first?.answer === 1);
  out[at++] = Number((first?.answer ?? -1) > 1);
  out[at++] = Number(second?.answer === 0);
  out[at++] = Number(second?.answer === 1);
  out[at++] = Number((second?.answer ?? -1) > 1);
  out[at++] = Number(isAnswer >= 0);
  out[at++] = Number(isAnswer === 0);
  out[at++] = Number(isAnswer >= 0 && (ask.cues & AGAIN) !== 0);
  out[at++] = Number(difference >= 0);
  out[at++] = Number(difference === 0);
  out[at++] = Number(sum >= 0);
  out[at++] = Number(sum === 0);
  out[at++] = Number(ratio >= 0);
  out[at++] = Number(ratio === 0);
  out[at++] = Number(row === 0);
  out[at++] = Number(row > 0 && row < 9);
  out[at++] = Number(column === 0);
  out[at++] = Number(column > 0 && column < 9);
  return at;
}

function writeValues(setting: Setting, { used, placed, candidate }: Parts, out: Float64Array, start: number): number {
  const { cues } = setting.problem.ask;
  const { operation, value } = candidate;
  let percent = 0,
    negative = 0,
    texts = 0,
    textCover = 0,
    mixedUnits = 0,
    mixedScales = 0,
    yearLike = 0,
    sameSentence = 1;
  const [first] = placed;
  for (const facts of placed) {
    percent += facts.percent;
    if (facts.value < 0) negative++;
    if (facts.kind === 'text') texts++;
    textCover = Math.max(textCover, facts.textCover);
    if (first !== undefined && facts.percent !== first.percent) mixedUnits = 1;
    if (first !== undefined && facts.scale !== first.scale) mixedScales = 1;
    if (facts.sentence === '' || facts.sentence !== first?.sentence) sameSentence = 0;
    yearLike = Math.max(yearLike, facts.yearLike);
  }
  const n = used.length || 1;
  const fraction = isFraction(operation);
  const resultPercent = Number(fraction || (percent > 0 && percent === placed.length));
  const askedPercent = Number((cues & PERCENT) !== 0);
  const askedDifference = (cues & DIFFERENCE) !== 0 && (cues & CHANGE) === 0;
  const size = Math.log10(1 + Math.abs(value));
  const aboveOne = Number(fraction && Math.abs(value) > 1);
  const label = first?.kind === 'cell' ? first : undefined;
  let at = start;
  out[at++] = percent / n;
  out[at++] = askedPercent * (percent / n);
  out[at++] = resultPercent;
  out[at++] = resultPercent * askedPercent;
  out[at++] = (1 - resultPercent) * askedPercent;
  out[at++] = mixedUnits;
  out[at++] = mixedScales;
  out[at++] = negative / n;
  out[at++] = Number(value < 0);
  out[at++] = Number(value < 0 && askedDifference);
  out[at++] = aboveOne;
  out[at++] = aboveOne * Number((cues & SHARE) !== 0);
  out[at++] = size / 6;
  out[at++] = Number(size < 0.004);
  out[at++] = yearLike;
  out[at++] = texts / n;
  out[at++] = textCover;
  out[at++] = Number(used[0]?.kind === 'text');
  out[at++] = Number(placed.length > 1) * sameSentence;
  out[at++] = label?.labelChange ?? 0;
  out[at++] = label?.labelPercent ?? 0;
  out[at++] = label?.labelAverage ?? 0;
  out[at++] = label?.labelTotal ?? 0;
  out[at++] = Number((cues & CHANGE) !== 0) * (label?.labelChange ?? 0);
  out[at++] = askedPercent * (label?.labelPercent ?? 0);
  out[at++] = Number((cues & AVERAGE) !== 0) * (label?.labelAverage ?? 0);
  out[at++] = Number((cues & SUM) !== 0) * (label?.labelTotal ?? 0);
  out[at++] = label?.rowPeriod ?? 0;
  out[at++] = Number(operation === 'negatedSum' || operation === 'negatedAverage');
  out[at++] = Number(operation === 'sumShare');
  out[at++] = Number(operation === 'rescaled');
  out[at++] = Number(operation === 'percentOf');
  return at;
}

/** Which earlier answer a number repeats, as far as its digits were kept; -1 for none. */
function answerAt(answers: readonly number[], value: number): number {
  return answers.findIndex((answer) => Math.abs(answer - value) <= Math.max(1e-9, Math.abs(value) * 2e-4));
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}
