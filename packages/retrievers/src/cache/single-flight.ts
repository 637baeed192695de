import { stopOn } from '../retrieval/stop-on.ts';

interface Flight<T> {
  readonly result: Promise<T>;
  readonly controller: AbortController;
  waiting: number;
}

export interface Landed<T> {
  readonly value: T;
  /** Somebody else's call brought it. */
  readonly shared: boolean;
}

/** Lets callers who want the same thing at the same time share one call. */
export interface SingleFlight<T> {
  /**
   * Joins the call under way for a key, or makes it. The call is aborted when the last who waits for it has gone. Who
   * shared a call that failed (its owner may have had less time) tries once more.
   */
  join(key: string, signal: AbortSignal | undefined, call: (signal: AbortSignal) => Promise<T>): Promise<Landed<T>>;
  /** Whether a call for the key is under way. */
  has(key: string): boolean;
}

export function createSingleFlight<T>(): SingleFlight<T> {
  const flights = new Map<string, Flight<T>>();

  function start(key: string, call: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const controller = new AbortController();
    const flight: Flight<T> = { result: call(controller.signal), controller, waiting: 0 };
    flights.set(key, flight);
    const land = () => {
      if (flights.get(key) === flight) flights.delete(key);
    };
    flight.result.then(land, land);
    return flight;
  }

  async function wait(key: string, flight: Flight<T>, signal: AbortSignal | undefined): Promise<T> {
    flight.waiting += 1;
    try {
      return await stopOn(signal, () => flight.result);
    } finally {
      flight.waiting -= 1;
      if (flight.waiting === 0) {
        if (flights.get(key) === flight) flights.delete(key);
        flight.controller.abort(signal?.reason);
      }
    }
  }

  return {
    has: (key) => flights.has(key),
    async join(key, signal, call) {
      const other = flights.get(key);
      if (other !== undefined) {
        try {
          return { value: await wait(key, other, signal), shared: true };
        } catch {
          signal?.throwIfAborted();
        }
      }
      const again = flights.get(key);
      const value = await wait(key, again ?? start(key, call), signal);
      return { value, shared: again !== undefined };
    },
  };
}
