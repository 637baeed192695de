import { markOrder, marksAgree } from '../tables/period-marks.ts';
import type { PeriodMark } from '../tables/table.ts';
import type { Line, Operand } from './grounds.ts';
import type { Problem } from './problem.ts';
import { maskWeight } from './relevance.ts';

const NOWHERE = 9;

/** What is known of one operand under one ask; every derivation that uses it combines these. */
export interface OperandFacts {
  readonly kind: Operand['kind'];
  readonly value: number;
  readonly line: number;
  readonly table: number;
  readonly column: number;
  readonly maskNow: number;
  readonly maskBefore: number;
  readonly recallNow: number;
  readonly recallBefore: number;
  readonly sectionRecall: number;
  readonly columnNow: number;
  readonly columnBefore: number;
  readonly phrase: number;
  readonly rank: number;
  readonly total: number;
  readonly sameLabel: number;
  readonly labelWords: number;
  /** Bit i: agrees with asked period i. */
  readonly asked: number;
  readonly askedBefore: number;
  readonly inLast: number;
  readonly dated: number;
  readonly beaten: number;
  readonly beatenBefore: number;
  /** NaN without a period. */
  readonly order: number;
  /** 0 without one certain year. */
  readonly year: number;
  /** 0 for the newest earlier answer of the same amount, -1 for none. */
  readonly answer: number;
  /** How old the earlier answer is that stands in the same row or column; 9 for none. */
  readonly rowAnswer: number;
  readonly columnAnswer: number;
  readonly percent: number;
  readonly scale: number;
  readonly yearLike: number;
  readonly textCover: number;
  readonly labelChange: number;
  readonly labelPercent: number;
  readonly labelAverage: number;
  readonly labelTotal: number;
  readonly rowPeriod: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
  readonly rowCells: number;
  readonly sentence: string;
}

/** Reads the facts of an operand when they are first asked for, so that a table of thousands of rows costs nothing. */
export function createOperandFacts(problem: Problem): (index: number) => OperandFacts {
  const known: (OperandFacts | undefined)[] = new Array(problem.operands.length);
  const surroundings = readSurroundings(problem);
  return (index) => {
    let facts = known[index];
    if (facts === undefined) {
      facts = readFacts(problem, index, surroundings);
      known[index] = facts;
    }
    return facts;
  };
}

interface Surroundings {
  readonly ranks: Int32Array;
  readonly labelCounts: ReadonlyMap<string, number>;
  readonly rowAnswers: ReadonlyMap<number, number>;
  readonly columnAnswers: ReadonlyMap<number, number>;
  readonly askedBefore: readonly PeriodMark[];
  readonly lastAsked: readonly PeriodMark[];
  readonly askWords: string;
}

function readSurroundings(problem: Problem): Surroundings {
  const { grounds, lineScore, earlier, ask, answers } = problem;
  const rows: number[] = [];
  const labelCounts = new Map<string, number>();
  for (const [index, line] of grounds.lines.entries()) {
    if (line.kind !== 'row') continue;
    rows.push(index);
    if (line.operands.length > 0) labelCounts.set(line.label, (labelCounts.get(line.label) ?? 0) + 1);
  }
  rows.sort((a, b) => (lineScore[b] ?? 0) - (lineScore[a] ?? 0) || a - b);
  const ranks = new Int32Array(grounds.lines.length).fill(30);
  for (const [rank, line] of rows.entries()) ranks[line] = Math.min(rank, 30);
  const rowAnswers = new Map<number, number>();
  const columnAnswers = new Map<number, number>();
  if (answers.length > 0) {
    for (const operand of problem.operands) {
      if (operand.kind !== 'cell') continue;
      const at = answers.indexOf(operand.value);
      if (at < 0) continue;
      keepLeast(rowAnswers, operand.line, at);
      keepLeast(columnAnswers, columnKey(grounds.lines[operand.line], operand), at);
    }
  }
  return {
    ranks,
    labelCounts,
    rowAnswers,
    columnAnswers,
    askedBefore: earlier.flatMap(({ periods }) => periods),
    lastAsked: earlier.find(({ periods }) => periods.length > 0)?.periods ?? [],
    askWords: ` ${ask.words.join(' ')} `,
  };
}

function keepLeast(map: Map<number, number>, key: number, value: number): void {
  if ((map.get(key) ?? NOWHERE) > value) map.set(key, value);
}

function columnKey(line: Line | undefined, operand: Operand): number {
  return (line?.table ?? 0) * 1000 + operand.column;
}

function readFacts(problem: Problem, index: number, around: Surroundings): OperandFacts {
  const { grounds, now, before, ask, answers } = problem;
  const operand = problem.operands[index] ?? NO_OPERAND;
  const line = grounds.lines[operand.line];
  const table = line?.table ?? -1;
  const cell = operand.kind === 'cell';
  const cover =
    line === undefined || now.all === 0 ? 0 : maskWeight(now.weights, now.lineMasks[operand.line] ?? 0) / now.all;
  const coverBefore =
    line === undefined || before.all === 0
      ? 0
      : maskWeight(before.weights, before.lineMasks[operand.line] ?? 0) / before.all;
  const columnMask = now.columnMasks[table]?.[operand.column] ?? 0;
  const columnMaskBefore = before.columnMasks[table]?.[operand.column] ?? 0;
  const [first] = operand.periods;
  const asked = agreement(operand.periods, ask.periods);
  const inLast = agreement(operand.periods, around.lastAsked);
  const siblings = line?.operands ?? [];
  const label = cell ? `${line?.label ?? ''} ${grounds.columns[table]?.[operand.column]?.label ?? ''}` : '';
  return {
    kind: operand.kind,
    value: operand.value,
    line: operand.line,
    table,
    column: operand.column,
    maskNow: (now.lineMasks[operand.line] ?? 0) | (now.sectionMasks[operand.line] ?? 0) | columnMask,
    maskBefore: (before.lineMasks[operand.line] ?? 0) | (before.sectionMasks[operand.line] ?? 0) | columnMaskBefore,
    recallNow: cell ? (now.lineRecall[operand.line] ?? 0) : cover,
    recallBefore: cell ? (before.lineRecall[operand.line] ?? 0) : coverBefore,
    sectionRecall: now.sectionRecall[operand.line] ?? 0,
    columnNow: now.columnRecall[table]?.[operand.column] ?? 0,
    columnBefore: before.columnRecall[table]?.[operand.column] ?? 0,
    phrase: Number(
      cell && line !== undefined && line.words.length > 0 && around.askWords.includes(` ${line.words.join(' ')} `),
    ),
    rank: Math.log1p(around.ranks[operand.line] ?? 30),
    total: Number(line?.total ?? false),
    sameLabel: cell ? Math.min((around.labelCounts.get(line?.label ?? '') ?? 1) - 1, 2) : 0,
    labelWords: cell ? Math.min(line?.words.length ?? 0, 10) / 10 : 0,
    asked,
    askedBefore: agreement(operand.periods, around.askedBefore),
    inLast: Number(inLast !== 0),
    dated: Number(first !== undefined),
    beaten: Number(
      asked === 0 && ask.periods.length > 0 && siblings.some((other) => agreement(other.periods, ask.periods) !== 0),
    ),
    beatenBefore: Number(
      inLast === 0 &&
        around.lastAsked.length > 0 &&
        siblings.some((other) => agreement(other.periods, around.lastAsked) !== 0),
    ),
    order: first === undefined ? Number.NaN : markOrder(first),
    year: operand.periods.length === 1 ? (first?.year ?? 0) : 0,
    answer: answers.indexOf(operand.value),
    rowAnswer: around.rowAnswers.get(operand.line) ?? NOWHERE,
    columnAnswer: cell ? (around.columnAnswers.get(columnKey(line, operand)) ?? NOWHERE) : NOWHERE,
    percent: Number(operand.measure.unit === 'percent'),
    scale: operand.measure.scale !== undefined && operand.measure.scale > 1 ? operand.measure.scale : 0,
    yearLike: Number(
      operand.kind !== 'history' && operand.decimals === 0 && operand.value >= 1950 && operand.value <= 2050,
    ),
    textCover: operand.kind === 'text' ? cover : 0,
    labelChange: Number(/chang|increase|decrease|varia|growth/i.test(label)),
    labelPercent: Number(/%|percent/i.test(label)),
    labelAverage: Number(/average|mean/i.test(label)),
    labelTotal: Number(/total/i.test(label)),
    rowPeriod: Number(cell && (line?.periods.length ?? 0) > 0),
    firstColumn: Number(cell && operand.column === siblings[0]?.column),
    lastColumn: Number(cell && operand.column === siblings.at(-1)?.column),
    rowCells: siblings.length,
    sentence: operand.kind === 'text' ? (line?.label ?? '') : '',
  };
}

const NO_OPERAND: Operand = { kind: 'constant', value: 0, decimals: 0, measure: {}, periods: [], line: -1, column: -1 };

/** Bit i is set when one of the periods agrees with asked period i. */
function agreement(periods: readonly PeriodMark[], asked: readonly PeriodMark[]): number {
  let bits = 0;
  if (periods.length === 0) return bits;
  for (let index = 0; index < asked.length && index < 31; index++) {
    const mark = asked[index];
    if (mark !== undefined && periods.some((period) => marksAgree(period, mark))) bits |= 1 << index;
  }
  return bits;
}
