import { InvalidInputError } from '../contracts/errors.ts';
import type { JsonValue } from '../contracts/record-store.ts';

/**
 * Writes a value as JSON text, and refuses what JSON would change in silence: undefined, NaN, bigint, functions, dates
 * and other class instances, anything with `toJSON`, circular references.
 *
 * @param where names the value in the message
 * @throws InvalidInputError naming the first key that is no JSON
 */
export function toJsonText(value: JsonValue, where: string): string {
  const refuse = (key: string, what: string): never => {
    throw new InvalidInputError(`The value of ${where} is not JSON: ${key === '' ? 'it' : `"${key}"`} is ${what}.`);
  };
  try {
    return JSON.stringify(value, function (this: Record<string, unknown>, key, seen) {
      const problem = problemOf(this[key], seen);
      return problem === undefined ? seen : refuse(key, problem);
    });
  } catch (error) {
    if (error instanceof InvalidInputError) throw error;
    throw new InvalidInputError(`The value of ${where} is not JSON: it is circular or nested too deeply.`, {
      cause: error,
    });
  }
}

/** @param seen the value after `toJSON`, if it has one */
function problemOf(value: unknown, seen: unknown): string | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : String(value);
  if (typeof value !== 'object') return value === undefined ? 'undefined' : `a ${typeof value}`;
  if (value !== seen) return 'an object that writes itself differently (toJSON)';
  if (Array.isArray(value)) return undefined;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype ? undefined : 'no plain object';
}
