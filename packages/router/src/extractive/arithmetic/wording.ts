import type { Candidate } from '@plumbline/core/derivations';
import type { NamedOperand } from './named-operand.ts';

export interface WordingInput {
  readonly candidate: Candidate;
  readonly named: readonly NamedOperand[];
  /** The number as shown, without its sign. */
  readonly result: string;
}

/** What a derivation says, before its formula: "Net sales rose 4.2 % from 2018 to 2019". */
export function wordingOf(input: WordingInput): string {
  return capitalised(sentenceOf(input));
}

function sentenceOf(input: WordingInput): string {
  const { candidate, named } = input;
  const [first, second, third] = named;
  switch (candidate.operation) {
    case 'change':
    case 'difference':
      return movement(input);
    case 'ratio':
    case 'sumShare': {
      const whole = candidate.operation === 'sumShare' ? third : second;
      const parts = candidate.operation === 'sumShare' ? named.slice(0, 2) : named.slice(0, 1);
      if (first === undefined || whole === undefined) return 'the share';
      if (first.name === whole.name) return `${first.name}, ${first.period} over ${whole.period}`;
      const period = samePeriod(named);
      const by = whole.name === '' ? `divided by ${whole.operand.value}` : `over ${titled(whole, period)}`;
      return `${joined(parts.map((part) => titled(part, period)))} ${by}${inPeriod(period)}`;
    }
    case 'sum':
    case 'negatedSum':
      return `the sum of ${listed(named)}`;
    case 'average':
    case 'negatedAverage':
      return `the average of ${listed(named)}`;
    case 'product':
    case 'percentOf':
      return `${joined(named.map((one) => titled(one, ''))).replace(/ and (?=[^,]*$)/, ' times ')}`;
    default:
      return first === undefined ? 'the value' : titled(first, '');
  }
}

/** What grew or fell from one period to the next; else the one less the other. */
function movement({ candidate, named: [later, earlier], result }: WordingInput): string {
  if (later === undefined || earlier === undefined) return 'the difference';
  const isChange = candidate.operation === 'change';
  if (later.name !== earlier.name || later.name === '' || !follows(earlier, later)) {
    const period = samePeriod([later, earlier]);
    const what = isChange ? 'the change to' : '';
    const by = isChange ? 'from' : 'less';
    const other = earlier.name === '' ? String(earlier.operand.value) : titled(earlier, period);
    return `${what} ${titled(later, period)} ${by} ${other}${inPeriod(period)}`.trim();
  }
  const between = `from ${earlier.period} to ${later.period}`;
  const rise = later.operand.value - earlier.operand.value;
  const amount = isChange ? result : `by ${result.replace(/ %$/, ' percentage points')}`;
  // A sentence is quoted as a whole: it is no subject.
  if (later.operand.kind === 'text') {
    return `${later.name} — ${rise < 0 ? 'a fall' : 'a rise'} ${isChange ? `of ${amount}` : amount} ${between}`;
  }
  if (rise === 0) return `${later.name} did not change ${between}`;
  return `${later.name} ${rise > 0 ? 'rose' : 'fell'} ${amount} ${between}`;
}

function follows(
  { period: before, operand: left }: NamedOperand,
  { period: after, operand: right }: NamedOperand,
): boolean {
  if (before === '' || after === '' || before === after) return false;
  const [one] = left.periods;
  const [other] = right.periods;
  return (
    (one?.year ?? 0) * 100 + (one?.month ?? 3 * (one?.quarter ?? 4)) <
    (other?.year ?? 0) * 100 + (other?.month ?? 3 * (other?.quarter ?? 4))
  );
}

/** "net sales over 2018 and 2019"; "cash and securities in 2019". */
function listed(named: readonly NamedOperand[]): string {
  const names = [...new Set(named.map(({ name }) => name))];
  const periods = [...new Set(named.map(({ period }) => period))].filter((period) => period !== '');
  if (names.length === 1) return `${names[0]}${periods.length === 0 ? '' : ` over ${joined(periods)}`}`;
  const period = samePeriod(named);
  return `${joined(named.map((one) => titled(one, period)))}${inPeriod(period)}`;
}

function titled({ name, period, operand }: NamedOperand, common: string): string {
  const title = name === '' ? String(operand.value) : name;
  return period === '' || period === common ? title : `${title} (${period})`;
}

function samePeriod(named: readonly NamedOperand[]): string {
  const periods = new Set(named.filter(({ operand }) => operand.line >= 0).map(({ period }) => period));
  const [only = ''] = periods;
  return periods.size === 1 ? only : '';
}

function inPeriod(period: string): string {
  return period === '' ? '' : `, ${period}`;
}

function joined(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

function capitalised(text: string): string {
  return text.replace(/^[a-z]/, (letter) => letter.toUpperCase());
}
