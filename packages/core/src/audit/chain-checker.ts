import type { AuditRecord } from '../contracts/audit-record.ts';
import { type AuditHead, type ChainEnd, EMPTY_CHAIN } from './audit-head.ts';
import type { ParsedLine } from './audit-line.ts';
import type { AuditProblem } from './audit-report.ts';
import { createSequenceGaps, type SequenceRange } from './sequence-gaps.ts';

type ChainProblem = Omit<AuditProblem, 'chain'>;

/** What the lines of a chain come to. */
export interface CheckedChain {
  /** Acknowledged records that are there. */
  readonly records: number;
  /** Records behind them that were announced. */
  readonly unacknowledged: number;
  /** Problems of what was acknowledged. */
  readonly problems: readonly ChainProblem[];
  /** Problems of what stands behind it, which a writer at work may clear up. */
  readonly tailProblems: readonly ChainProblem[];
}

/** A line that holds no record. It gets a number when the records around it leave one free. */
type Damage = Pick<ChainProblem, 'kind' | 'reason'> & { readonly line: number };

/** Compares the lines of a chain, one after the other, with each other and with the head. */
export class ChainChecker {
  readonly #end: ChainEnd;
  readonly #announced: ChainEnd | undefined;
  readonly #problems: ChainProblem[] = [];
  readonly #tailProblems: ChainProblem[] = [];
  readonly #gaps = createSequenceGaps();
  #damages: Damage[] = [];
  #line = 0;
  /** The number the next record should have. */
  #expected = 1;
  /** The hash the next record should follow; unknown after damage. */
  #previous: string | undefined = EMPTY_CHAIN.hash;
  #records = 0;
  #unacknowledged = 0;

  constructor({ end, announced }: AuditHead) {
    this.#end = end;
    this.#announced = announced;
  }

  /** Takes the next line of the file. */
  take(parsed: ParsedLine): void {
    this.#line += 1;
    if ('reason' in parsed) this.#damages.push({ line: this.#line, kind: 'changed', reason: parsed.reason });
    else if (parsed.record.sequence > this.#last) this.#takeUnannounced(parsed.record);
    else if (parsed.record.sequence < this.#expected) this.#takeLate(parsed.record);
    else this.#takeNext(parsed.record);
  }

  /** @param torn whether bytes without a newline follow the last line */
  finish(torn: boolean): CheckedChain {
    if (torn) {
      const reason = 'the file ends in the middle of this record';
      this.#damages.push({ line: this.#line + 1, kind: 'torn', reason });
    }
    const isTailBegun = this.#expected > this.#end.count && (this.#unacknowledged > 0 || this.#damages.length > 0);
    this.#advanceTo((isTailBegun ? this.#last : this.#end.count) + 1);
    for (const gap of this.#gaps.left()) this.#report(gap.from, missing(gap, gap.from > this.#end.count));
    return {
      records: this.#records,
      unacknowledged: this.#unacknowledged,
      problems: this.#problems,
      tailProblems: this.#tailProblems,
    };
  }

  /** The last number that may be in the file. */
  get #last(): number {
    return (this.#announced ?? this.#end).count;
  }

  #takeUnannounced({ sequence }: AuditRecord): void {
    this.#report(sequence, { kind: 'added', line: this.#line, sequence, reason: 'no writer announced this record' });
  }

  #takeLate({ sequence }: AuditRecord): void {
    const at = { line: this.#line, sequence };
    if (!this.#gaps.fill(sequence)) {
      this.#report(sequence, { kind: 'duplicated', ...at, reason: 'the record stands here again' });
      return;
    }
    this.#report(sequence, { kind: 'reordered', ...at, reason: 'the record stands behind later ones' });
    this.#count(sequence);
  }

  #takeNext({ sequence, hash, previous }: AuditRecord): void {
    this.#advanceTo(sequence);
    const at = { line: this.#line, sequence };
    if (this.#previous !== undefined && previous !== this.#previous) {
      const reason = `the record does not follow record ${sequence - 1}: one of the two was changed`;
      this.#report(sequence, { kind: 'changed', ...at, reason });
    }
    if (sequence === this.#end.count && hash !== this.#end.hash) {
      const reason = 'the record store holds another hash for the last acknowledged record';
      this.#report(sequence, { kind: 'changed', ...at, reason });
    }
    if (sequence === this.#announced?.count && hash !== this.#announced.hash) {
      this.#report(sequence, { kind: 'added', ...at, reason: 'the record is not the one its writer announced' });
    }
    this.#count(sequence);
    this.#expected = sequence + 1;
    this.#previous = hash;
  }

  /** Gives the numbers from the expected one up to `next` to damaged lines first; what is left of them is a gap. */
  #advanceTo(next: number): void {
    for (const damage of this.#damages.splice(0)) {
      if (this.#expected < next) {
        this.#report(this.#expected, { ...damage, sequence: this.#expected });
        this.#expected += 1;
        this.#previous = undefined;
      } else {
        this.#report(this.#expected, { ...damage, kind: damage.kind === 'torn' ? 'torn' : 'added' });
      }
    }
    if (this.#expected >= next) return;
    this.#gaps.add(this.#expected, next - 1);
    this.#expected = next;
    this.#previous = undefined;
  }

  #count(sequence: number): void {
    if (sequence <= this.#end.count) this.#records += 1;
    else this.#unacknowledged += 1;
  }

  #report(sequence: number, problem: ChainProblem): void {
    (sequence <= this.#end.count ? this.#problems : this.#tailProblems).push(problem);
  }
}

function missing({ from, to }: SequenceRange, isTail: boolean): ChainProblem {
  const which = from === to ? `record ${from}` : `records ${from} to ${to}`;
  return isTail
    ? { kind: 'torn', sequence: from, reason: `the write of ${which} was interrupted; nobody was told it was kept` }
    : { kind: 'removed', sequence: from, reason: `${which} ${from === to ? 'is' : 'are'} missing` };
}
