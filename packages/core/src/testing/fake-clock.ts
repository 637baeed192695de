import type { Clock } from '../contracts/clock.ts';

/** A clock that stands still until the test moves it. */
export type FakeClock = Clock & {
  /** Moves the clock by this many milliseconds. */
  advance(milliseconds: number): void;
};

/** @param start epoch milliseconds or an ISO date. Default: `2024-01-01T00:00:00Z` */
export function fakeClock(start: number | string = '2024-01-01T00:00:00Z'): FakeClock {
  let now = new Date(start).getTime();
  const advance = (milliseconds: number): void => {
    now += milliseconds;
  };
  return Object.assign(() => now, { advance });
}
