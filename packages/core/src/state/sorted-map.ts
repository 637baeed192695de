import { compareCodePoints } from '../text/compare-code-points.ts';

/** A map whose keys are read in code point order. */
export interface SortedMap<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
  /** The values in the order of their keys, from the first key that is `start` or after it. */
  from(start: string): Generator<[key: string, value: Value]>;
}

/** Keeps the keys in a sorted array: reading a page is a binary search, adding a key moves the ones behind it. */
export function createSortedMap<Value>(): SortedMap<Value> {
  const values = new Map<string, Value>();
  const keys: string[] = [];

  const positionOf = (key: string): number => {
    let low = 0;
    let high = keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareCodePoints(keys[middle] ?? '', key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  return {
    get: (key) => values.get(key),
    set(key, value) {
      if (!values.has(key)) keys.splice(positionOf(key), 0, key);
      values.set(key, value);
    },
    delete(key) {
      if (values.delete(key)) keys.splice(positionOf(key), 1);
    },
    *from(start) {
      for (let index = positionOf(start); index < keys.length; index += 1) {
        const key = keys[index] ?? '';
        const value = values.get(key);
        if (value !== undefined) yield [key, value];
      }
    },
  };
}
