import type { Callbacks } from '@langchain/core/callbacks/manager';
import type { RunnableConfig } from '@langchain/core/runnables';
import type { LangGraphRunnableConfig } from '@langchain/langgraph';
import type { Clock } from '../../contracts/clock.ts';
import { type RequestContext, requireRequestContext } from '../../contracts/request-context.ts';
import type { ResearchEvent } from './events.ts';

/** What every node begins with. */
export interface RunContext {
  readonly request: RequestContext;
  /** Fires when the caller aborts or the request's deadline passes. */
  readonly signal: AbortSignal;
  readonly emit: (event: ResearchEvent) => void;
  /** The run's callbacks, for what a node calls. */
  readonly callbacks: Callbacks;
}

/** The config of a call that a node makes: what LangChain's own type of it leaves out is the context. */
export type CallConfig = RunnableConfig & { readonly context: RequestContext };

/** @throws MissingContextError when the config carries no valid request context */
export function readRunContext(config: LangGraphRunnableConfig, clock: Clock): RunContext {
  const request = requireRequestContext(config, 'The research agent');
  const signal = withDeadline(config.signal, request.deadline, clock);
  signal.throwIfAborted();
  return { request, signal, emit: (event) => config.writer?.(event), callbacks: config.callbacks ?? [] };
}

const LONGEST_TIMER = 2 ** 31 - 1;

function withDeadline(signal: AbortSignal | undefined, deadline: number | undefined, clock: Clock): AbortSignal {
  const signals = signal === undefined ? [] : [signal];
  if (deadline === undefined) return AbortSignal.any(signals);
  const left = Math.min(Math.max(0, deadline - clock()), LONGEST_TIMER);
  const late =
    left === 0
      ? AbortSignal.abort(new DOMException('The deadline has passed.', 'TimeoutError'))
      : AbortSignal.timeout(left);
  return AbortSignal.any([...signals, late]);
}
