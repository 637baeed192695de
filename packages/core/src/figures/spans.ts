import type { Span } from '../contracts/entity.ts';

/** Whether an offset lies in one of the spans, which are in order and apart. Binary search. */
export function spanLookup(spans: readonly Span[]): (offset: number) => boolean {
  return (offset) => {
    const span = spans[lastAtOrBefore(spans, offset)];
    return span !== undefined && offset < span.end;
  };
}

/** Index of the last item that begins at or before an offset, -1 when there is none. */
export function lastAtOrBefore(items: ReadonlyArray<{ readonly start: number }>, offset: number): number {
  let low = 0;
  let high = items.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle - 1;
  }
  return high;
}
