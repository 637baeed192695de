import { z } from 'zod';

/**
 * - `throttle`: the service's own answer for "too many requests". `server-error`: its answer for "our fault".
 * - `slow`: the right answer after `delayMs` (default 1000). `timeout`: no answer at all, the connection stays open.
 * - `cut`: the head and half of the body, then the connection breaks. `malformed`: a whole answer that is no JSON.
 */
const faultSchema = z
  .strictObject({
    kind: z.enum(['throttle', 'server-error', 'slow', 'cut', 'malformed', 'timeout']),
    /** Only requests of this operation. Default: all. */
    operation: z.string().optional(),
    /** Only the nth such request, from 1. */
    nth: z.int().positive().optional(),
    /** Only the first so many such requests. Without `nth` and `times`: every one. */
    times: z.int().positive().optional(),
    delayMs: z.int().nonnegative().default(1000),
    /** HTTP status of `throttle` and `server-error`. Default: the service's own. */
    status: z.int().min(400).max(599).optional(),
    /** Sent as `Retry-After` with `throttle` and `server-error`. */
    retryAfterSeconds: z.int().nonnegative().optional(),
  })
  .refine(({ nth, times }) => nth === undefined || times === undefined, 'give nth or times, not both');
export type Fault = z.infer<typeof faultSchema>;

/** A fault as written in a test: defaults may be left out. */
export type FaultInput = z.input<typeof faultSchema>;

/** Tells for each request which fault it meets, if any. */
export type FaultScript = (operation: string) => Fault | undefined;

/**
 * Reads a list of faults. Nothing is random: each fault counts the requests of its operation, and the first fault of the
 * list that meets a request wins.
 *
 * @throws ZodError for an unknown kind or key
 */
export function createFaultScript(faults: readonly FaultInput[] = []): FaultScript {
  const counted = z
    .array(faultSchema)
    .parse(faults)
    .map((fault) => ({ fault, seen: 0 }));
  return (operation) => {
    const concerned = counted.filter(({ fault }) => fault.operation === undefined || fault.operation === operation);
    for (const entry of concerned) entry.seen += 1;
    return concerned.find(({ fault, seen }) => meets(fault, seen))?.fault;
  };
}

function meets({ nth, times }: Fault, seen: number): boolean {
  if (nth !== undefined) return seen === nth;
  return times === undefined || seen <= times;
}
