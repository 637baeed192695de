import type { Ask, AskOptions, SearchAnswer } from './ask.ts';
import type { SearchBody } from './search-bodies.ts';

interface Waiting {
  readonly searches: readonly SearchBody[];
  readonly options: AskOptions;
  resolve(answers: SearchAnswer[]): void;
  reject(error: unknown): void;
}

/**
 * Puts what is asked in the same turn of the event loop to the cluster as one request (`_msearch`), as `batch` of a
 * retriever does. Each question keeps its own access filter; one that is aborted lets the others go on.
 *
 * @param most searches of one request
 */
export function askTogether(ask: Ask, most: number): Ask {
  let waiting: Waiting[] = [];

  const send = (): void => {
    const batch = waiting;
    waiting = [];
    for (const part of parts(batch, most)) void answer(part, ask);
  };
  return (searches, options) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(send);
      waiting.push({ searches, options, resolve, reject });
    });
}

async function answer(part: readonly Waiting[], ask: Ask): Promise<void> {
  const asked = part.filter(({ options }) => options.signal?.aborted !== true);
  const timeoutMs = Math.max(...asked.map(({ options }) => options.timeoutMs));
  try {
    const answers = await ask(
      asked.flatMap(({ searches }) => searches),
      { timeoutMs, signal: whenAllAbort(asked) },
    );
    let start = 0;
    for (const { searches, resolve } of asked) {
      resolve(answers.slice(start, start + searches.length));
      start += searches.length;
    }
  } catch (error) {
    for (const { reject } of asked) reject(error);
  }
  for (const { options, reject } of part) if (options.signal?.aborted === true) reject(options.signal.reason);
}

/** Aborts when nobody waits any more; not at all when one waits without a signal. */
function whenAllAbort(asked: readonly Waiting[]): AbortSignal | undefined {
  const signals = asked.flatMap(({ options }) => options.signal ?? []);
  if (signals.length < asked.length) return undefined;
  const controller = new AbortController();
  for (const signal of signals) {
    const check = () => signals.every(({ aborted }) => aborted) && controller.abort(signal.reason);
    signal.addEventListener('abort', check, { once: true });
  }
  return controller.signal;
}

function* parts(batch: readonly Waiting[], most: number): Generator<Waiting[]> {
  let part: Waiting[] = [];
  let size = 0;
  for (const one of batch) {
    if (part.length > 0 && size + one.searches.length > most) {
      yield part;
      part = [];
      size = 0;
    }
    part.push(one);
    size += one.searches.length;
  }
  if (part.length > 0) yield part;
}
