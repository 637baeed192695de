import { maskWeight } from '../relevance.ts';
import type { Parts, Setting } from './setting.ts';

export const WORD_FEATURES: readonly string[] = [
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

/** How well the rows and columns of the operands answer to the words asked. Returns the next free place. */
export function writeWords(setting: Setting, { placed }: Parts, out: Float64Array, start: number): number {
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
