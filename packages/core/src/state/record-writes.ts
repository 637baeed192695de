import { InvalidInputError, VersionConflictError } from '../contracts/errors.ts';
import {
  type Expected,
  type ListOptions,
  MAX_TRANSACTION_WRITES,
  type PutWrite,
  type RecordKey,
  type RecordWrite,
} from '../contracts/record-store.ts';
import { compareCodePoints } from '../text/compare-code-points.ts';
import { toJsonText } from './json-text.ts';

/** The most bytes of UTF-8 a key may have (DynamoDB's limits, so that every store takes the same keys). */
const KEY_LIMITS = { partition: 2048, sort: 1024 } as const;

/** A put whose input was checked, its value as JSON text. */
export interface CheckedPut extends RecordKey {
  readonly kind: 'put';
  readonly json: string;
  readonly expected: Expected | undefined;
  readonly expiresAt: number | undefined;
}

/** A write whose input was checked. */
export type CheckedWrite =
  | CheckedPut
  | (RecordKey & { readonly kind: 'delete' | 'check'; readonly expected: Expected | undefined });

/**
 * Checks what every record store must refuse before it writes.
 *
 * @throws InvalidInputError for a bad key, value, condition or expiry, too many writes, or a key named twice
 */
export function checkWrites(writes: readonly RecordWrite[]): CheckedWrite[] {
  if (writes.length > MAX_TRANSACTION_WRITES) {
    throw new InvalidInputError(
      `A transaction holds ${writes.length} writes, at most ${MAX_TRANSACTION_WRITES} are allowed; split it.`,
    );
  }
  const seen = new Set<string>();
  return writes.map((write) => {
    const checked = checkWrite(write);
    const id = `${write.partition}\0${write.sort}`;
    if (seen.has(id)) throw new InvalidInputError(`A transaction names the key ${nameOf(write)} twice.`);
    seen.add(id);
    return checked;
  });
}

/** @throws InvalidInputError for a bad key, value, condition or expiry */
export function checkPut(write: PutWrite): CheckedPut {
  checkKey(write);
  checkExpected(write);
  const { partition, sort, expected, expiresAt } = write;
  if (expiresAt !== undefined && !(Number.isSafeInteger(expiresAt) && expiresAt >= 0)) {
    throw new InvalidInputError(`expiresAt of ${nameOf(write)} is ${expiresAt}; give whole epoch milliseconds.`);
  }
  return { kind: 'put', partition, sort, expected, expiresAt, json: toJsonText(write.value, nameOf(write)) };
}

function checkWrite(write: RecordWrite): CheckedWrite {
  if (!('check' in write || 'delete' in write)) return checkPut(write);
  checkKey(write);
  checkExpected(write);
  const { partition, sort, expected } = write;
  return { kind: 'check' in write ? 'check' : 'delete', partition, sort, expected };
}

function checkExpected(write: RecordWrite): void {
  const { expected } = write;
  if (typeof expected === 'number' && !(Number.isSafeInteger(expected) && expected > 0)) {
    throw new InvalidInputError(`The expected version of ${nameOf(write)} is ${expected}; versions are 1, 2, 3, …`);
  }
}

/** @throws InvalidInputError when a part is empty, too long, or holds what some store cannot keep */
export function checkKey({ partition, sort }: RecordKey): void {
  checkKeyPart('partition', partition);
  checkKeyPart('sort', sort);
}

/** Where a list begins, and what it takes. */
export interface CheckedList {
  readonly limit: number;
  readonly prefix: string;
  /** The first sort key that may be listed, unless it is `after` itself. */
  readonly start: string;
}

/** @throws InvalidInputError for a bad partition or limit */
export function checkList(partition: string, options: ListOptions = {}): CheckedList {
  const { limit = 100, prefix = '', after = '' } = options;
  checkKeyPart('partition', partition);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) {
    throw new InvalidInputError(`The limit of a list is ${limit}; it must be a whole number from 1 to 1000.`);
  }
  return { limit, prefix, start: compareCodePoints(after, prefix) > 0 ? after : prefix };
}

/**
 * The version a write gives its record. Versions count within one existence: a key that was deleted or has expired
 * starts again at 1.
 *
 * @param current the version that is there now, if any
 * @throws VersionConflictError when the condition of the write does not hold
 */
export function nextVersion({ partition, sort, expected }: CheckedWrite, current: number | undefined): number {
  const holds = expected === undefined || (expected === 'absent' ? current === undefined : current === expected);
  if (!holds) throw new VersionConflictError(partition, sort);
  return (current ?? 0) + 1;
}

function checkKeyPart(part: keyof typeof KEY_LIMITS, text: string): void {
  const refuse = (why: string): never => {
    throw new InvalidInputError(`The ${part} key of a record ${why}.`);
  };
  if (typeof text !== 'string' || text === '') refuse('is empty');
  if (new TextEncoder().encode(text).length > KEY_LIMITS[part]) refuse(`is longer than ${KEY_LIMITS[part]} bytes`);
  // Some databases end a text at NUL, and every one would store a lone surrogate as another character.
  if (/\0|\p{Surrogate}/u.test(text)) refuse('holds NUL or half a surrogate pair');
}

function nameOf({ partition, sort }: RecordKey): string {
  return `${partition} / ${sort}`;
}
