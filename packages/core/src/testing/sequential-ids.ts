import type { NewId } from '../contracts/clock.ts';

/** Ids that count: `id-1`, `id-2`, … */
export function sequentialIds(prefix = 'id'): NewId {
  let count = 0;
  return () => {
    count += 1;
    return `${prefix}-${count}`;
  };
}
