import { type Answer, InvalidInputError, PlumblineError, type Principal, type RequestContext } from '@plumbline/core';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import type { Identify } from './identity/identify.ts';

/** The largest request body, in bytes: a question is limited to far less. */
const MAX_BODY_BYTES = 256 * 1024;

const questionSchema = z.strictObject({ question: z.string().min(1), asOf: z.string().optional() });

/** What the HTTP face needs; everything comes by argument. */
export interface AdvisorOptions {
  /** Answers one question for one asker. */
  readonly ask: (question: string, context: RequestContext, signal: AbortSignal) => Promise<Answer>;
  readonly identify: Identify;
  readonly newTraceId: () => string;
  readonly version: string;
}

/**
 * The advisor service: `GET /health`, and `POST /v1/questions` with `{ question, asOf? }` that returns an `Answer`.
 * 401 without a known caller, 400 for bad input, 200 for a final or blocked answer, 202 for one pending review.
 */
export function createApp({ ask, identify, newTraceId, version }: AdvisorOptions): Hono {
  const app = new Hono();

  app.get('/health', (context) => context.json({ status: 'ok', version }));

  app.post('/v1/questions', bodyLimit({ maxSize: MAX_BODY_BYTES }), async (context) => {
    const principal = await identify(context.req.raw.headers);
    if (principal === undefined) return context.json(problem('UNAUTHENTICATED', 'Who asks is not known.'), 401);
    const body = questionSchema.safeParse(await context.req.json().catch(() => undefined));
    if (!body.success) return context.json(problem('INVALID_INPUT', z.prettifyError(body.error)), 400);
    const answer = await ask(
      body.data.question,
      requestContext(principal, newTraceId(), body.data.asOf),
      context.req.raw.signal,
    );
    return context.json(answer, answer.status === 'pending-review' ? 202 : 200);
  });

  app.onError((error, context) => {
    if (error instanceof HTTPException) return context.json(problem('HTTP', error.message), error.status);
    if (PlumblineError.isInstance(error)) {
      const isBadInput = error instanceof InvalidInputError || error.code === 'MISSING_CONTEXT';
      return context.json(problem(error.code, error.message), isBadInput ? 400 : 503);
    }
    return context.json(problem('INTERNAL', 'The question could not be answered.'), 500);
  });
  return app;
}

function requestContext(principal: Principal, traceId: string, asOf: string | undefined): RequestContext {
  return { principal, traceId, ...(asOf === undefined ? {} : { asOf }) };
}

function problem(code: string, message: string): { error: { code: string; message: string } } {
  return { error: { code, message } };
}
