import { marksAgree, parseFigures } from '@plumbline/core';
import { type Grounds, type Operand, type Problem, poseProblem } from '@plumbline/core/derivations';
import { formatNumber } from './format-number.ts';
import { sourceNumber } from './grounds-of.ts';
import { type NamedOperand, nameOperand } from './named-operand.ts';
import { scaleWord } from './unit-words.ts';

/** "How many years did net sales exceed $200,000 thousand?": what is counted, the subject, the comparison, the limit. */
const QUESTION =
  /\bhow many (?:of the )?(?:fiscal )?(?:years|quarters|periods|months)\b(?<subject>.*?)\b(?<comparison>exceed(?:ed|s)?|(?:was |were |is |are )?(?:above|more than|greater than|higher than|over|below|under|less than|lower than|fewer than))\s+(?<limit>[^?]*\d[^?]*)/i;
const BELOW = /below|under|less|lower|fewer/i;
/** The subject must say this share of a row's name, and the row this share of the subject. */
const NAMED = 0.6;

/** Whether a question asks how often something was above or below a limit. */
export function asksForCount(question: string): boolean {
  return QUESTION.test(question);
}

/**
 * Answers how often a row was above or below a limit, one period a column: "Net sales exceeded it in 2018 with 259,105
 * thousand, but not in 2017 with 198,000 thousand: 1 + 0 = 1 [1]." `undefined` for any other question, and where no one
 * row of the tables is what is asked about.
 */
export function countPeriods(question: string, grounds: Grounds): string | undefined {
  const { subject = '', comparison = '', limit: said = '' } = QUESTION.exec(question)?.groups ?? {};
  const [limit, ...more] = parseFigures(said);
  if (limit === undefined || more.length > 0) return undefined;
  const problem = poseProblem(grounds, subject);
  const line = onlyRow(problem);
  if (line === undefined) return undefined;
  const percent = limit.unit === 'percent';
  const asked = poseProblem(grounds, question).ask.periods;
  const cells = (grounds.lines[line]?.operands ?? [])
    .filter(({ measure, periods }) => (measure.unit === 'percent') === percent && periods.length > 0)
    .filter(({ periods }) => asked.length !== 1 || periods.some((own) => asked.some((one) => marksAgree(own, one))));
  const named = cells.map((cell) => nameOperand(problem, cell));
  if (cells.length === 0 || new Set(named.map(({ period }) => period)).size < cells.length) return undefined;
  const below = BELOW.test(comparison);
  const isMet = (cell: Operand): boolean => {
    const amount = cell.value * (percent ? 1 : (cell.measure.scale ?? grounds.statedScale ?? limit.scale));
    return below ? amount < limit.value : amount > limit.value;
  };
  return phrase({ grounds, line, named, below, isMet });
}

/** The row whose name the subject says and no other does as well. */
function onlyRow({ grounds, lineScore, now }: Problem): number | undefined {
  const rows = grounds.lines.flatMap(({ kind, operands }, index) =>
    kind === 'row' && operands.length > 0 && (now.lineRecall[index] ?? 0) >= NAMED ? [index] : [],
  );
  const [best, second] = rows.sort((left, right) => (lineScore[right] ?? 0) - (lineScore[left] ?? 0));
  if (best === undefined || (lineScore[best] ?? 0) < 2 * NAMED) return undefined;
  return second !== undefined && (lineScore[second] ?? 0) > (lineScore[best] ?? 0) - 0.05 ? undefined : best;
}

interface Counted {
  readonly grounds: Grounds;
  readonly line: number;
  readonly named: readonly NamedOperand[];
  readonly below: boolean;
  readonly isMet: (cell: Operand) => boolean;
}

function phrase({ grounds, line, named, below, isMet }: Counted): string {
  const met = named.filter(({ operand }) => isMet(operand));
  const rest = named.filter(({ operand }) => !isMet(operand));
  const subject = named[0]?.name ?? '';
  const verb = below ? 'stood below the limit' : 'exceeded the limit';
  const parts = [
    met.length === 0 ? 'in no period' : listed(met),
    rest.length === 0 ? '' : `${met.length === 0 ? '' : 'but not '}${listed(rest)}`,
  ].filter((part) => part !== '');
  const formula = named.map(({ operand }) => (isMet(operand) ? '1' : '0')).join(' + ');
  const source = sourceNumber(grounds.lines[line]?.source ?? '');
  return `${subject} ${verb} ${parts.join(', ')}: ${formula} = ${met.length} [${source}].`;
}

function listed(named: readonly NamedOperand[]): string {
  const parts = named.map(({ operand, period }) => `in ${period} with ${shown(operand)}`);
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

function shown({ value, decimals, measure }: Operand): string {
  return `${formatNumber(value, decimals)}${measure.unit === 'percent' ? ' %' : scaleWord(measure)}`;
}
