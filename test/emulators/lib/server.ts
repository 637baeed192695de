import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createFaultScript, type Fault, type FaultInput } from './faults.ts';
import { type Incoming, listen, type Outgoing } from './listen.ts';

/** A request as an emulator got it. */
export interface EmulatorRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface EmulatorResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Text, or bytes where the protocol carries files. */
  readonly body: string | Uint8Array;
}

/** What a service says, apart from sockets and faults. */
export interface Service {
  /** The operation a request asks for. */
  operationOf(request: EmulatorRequest): string;
  answer(request: EmulatorRequest): EmulatorResponse | Promise<EmulatorResponse>;
  /** How the protocol tells "too many requests" and "our fault". */
  failure(kind: 'throttle' | 'server-error'): EmulatorResponse;
}

/** A request as a test may look at it afterwards. */
interface RecordedRequest extends EmulatorRequest {
  readonly operation: string;
  /** The fault it met. */
  readonly fault?: Fault['kind'];
}

export interface StartOptions {
  /** Default: a free port. */
  readonly port?: number;
  readonly faults?: readonly FaultInput[];
}

export interface Emulator {
  readonly url: string;
  /** Every request so far, in order. */
  readonly requests: readonly RecordedRequest[];
  /** Ends everything, also answers under way. */
  stop(): Promise<void>;
}

/** Serves on the loopback interface only. */
export async function startServer(service: Service, { port = 0, faults = [] }: StartOptions): Promise<Emulator> {
  const faultFor = createFaultScript(faults);
  const requests: RecordedRequest[] = [];
  const stopping = new AbortController();

  const serve = async (incoming: Incoming, response: Outgoing): Promise<void> => {
    const request = await readRequest(incoming);
    const operation = service.operationOf(request);
    const fault = faultFor(operation);
    requests.push({ ...request, operation, ...(fault && { fault: fault.kind }) });
    await respond({ service, request, fault, response, signal: stopping.signal });
  };
  const listener = await listen((incoming, response) => {
    serve(incoming, response).catch(() => response.destroy());
  }, port);
  return {
    url: listener.url,
    requests,
    stop: async () => {
      stopping.abort();
      await listener.close();
    },
  };
}

async function readRequest(incoming: Incoming): Promise<EmulatorRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const { method = 'GET', url = '/', headers } = incoming;
  return { method, path: url, headers, body: Buffer.concat(chunks).toString() };
}

interface Exchange {
  readonly service: Service;
  readonly request: EmulatorRequest;
  readonly fault: Fault | undefined;
  readonly response: Outgoing;
  readonly signal: AbortSignal;
}

async function respond({ service, request, fault, response, signal }: Exchange): Promise<void> {
  switch (fault?.kind) {
    case 'throttle':
    case 'server-error':
      return send(response, withFault(service.failure(fault.kind), fault));
    case 'timeout':
      return;
    case 'cut': {
      const { status, headers, body } = await service.answer(request);
      writeHead(response, status, { ...headers, 'content-length': String(Buffer.byteLength(body)) });
      response.write(halfOf(body), () => response.destroy());
      return;
    }
    case 'malformed': {
      const answer = await service.answer(request);
      return send(response, { ...answer, status: 200, body: halfOf(answer.body) });
    }
    case 'slow':
      await sleep(fault.delayMs, undefined, { signal });
      return send(response, await service.answer(request));
    default:
      return send(response, await service.answer(request));
  }
}

function halfOf(body: string | Uint8Array): string | Uint8Array {
  return body.slice(0, Math.floor(body.length / 2));
}

function withFault(answer: EmulatorResponse, { status, retryAfterSeconds }: Fault): EmulatorResponse {
  const retryAfter = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  return { ...answer, status: status ?? answer.status, headers: { ...answer.headers, ...retryAfter } };
}

function send(response: Outgoing, { status, headers, body }: EmulatorResponse): void {
  // An answer to HEAD tells the length of the body that it leaves out.
  writeHead(response, status, { 'content-length': String(Buffer.byteLength(body)), ...headers });
  response.end(body);
}

function writeHead(response: Outgoing, status: number, headers: Readonly<Record<string, string>>): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}
