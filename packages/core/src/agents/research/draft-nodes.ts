import type { BaseMessage } from '@langchain/core/messages';
import { z } from 'zod';
import type { Route } from '../../contracts/answer.ts';
import { NOT_FOUND_TEXT } from '../../text/sources-prompt.ts';
import { verifyDraft } from '../../verify/verify-draft.ts';
import { abortable } from './abortable.ts';
import type { ResearchSettings } from './options.ts';
import { draftPrompt } from './prompts.ts';
import type { CallConfig, RunContext } from './run-context.ts';
import type { Draft, ResearchState, ResearchUpdate } from './state.ts';

/** Keeps LangGraph from streaming the draft as `messages`: nobody sees a text before it is verified and guarded. */
const NO_STREAM = 'nostream';

/** Has the model write a draft. Without passages there is nothing to ask it. */
export async function draft(
  { model }: ResearchSettings,
  { question, passages }: ResearchState,
  { request, signal, emit, callbacks }: RunContext,
): Promise<ResearchUpdate> {
  const config: CallConfig = { context: request, signal, callbacks, tags: [NO_STREAM] };
  const drafted =
    passages.length === 0
      ? NOTHING_TO_READ
      : readReply(
          await abortable(model.invoke(draftPrompt(question, passages), config), signal),
          model.getLsParams({}),
        );
  const { provider, model: name } = drafted.route;
  emit({ step: 'draft', provider, model: name, characters: drafted.text.length });
  return { drafted };
}

/** Verifies every citation and figure of the draft. */
export async function verify(
  { checkFigures }: ResearchSettings,
  { question, passages, drafted }: ResearchState,
  { emit }: RunContext,
): Promise<ResearchUpdate> {
  const verified = await verifyDraft({
    question,
    draft: drafted?.text ?? '',
    passages,
    ...(checkFigures === undefined ? {} : { checkFigures }),
  });
  const unverified = verified.figures.filter(({ status }) => status === 'unverified').length;
  emit({
    step: 'verify',
    citations: verified.citations.length,
    figuresFound: verified.figures.length - unverified,
    figuresUnverified: unverified,
    confidence: verified.confidence,
  });
  return { verified };
}

const NOTHING_TO_READ: Draft = {
  text: NOT_FOUND_TEXT,
  route: { provider: 'plumbline', model: 'none', reasons: ['no passage that the caller may read was found'] },
  usage: { inputTokens: 0, outputTokens: 0, costUsd: 0 },
};

const countSchema = z.number().int().nonnegative().catch(0);
const replySchema = z.object({
  usage_metadata: z
    .object({ input_tokens: countSchema, output_tokens: countSchema })
    .catch({ input_tokens: 0, output_tokens: 0 }),
  response_metadata: z
    .looseObject({
      model_provider: z.string().optional().catch(undefined),
      model_name: z.string().optional().catch(undefined),
      costUsd: z.number().nonnegative().catch(0),
    })
    .catch({ costUsd: 0 }),
});
const identitySchema = z.object({
  ls_provider: z.string().catch('unknown'),
  ls_model_name: z.string().catch('unknown'),
});

/**
 * Text, usage and route of a reply. A model that runs in this process costs nothing; a router reports the cost of its
 * call as `response_metadata.costUsd`.
 */
function readReply(message: BaseMessage, identity: unknown): Draft {
  const { usage_metadata: tokens, response_metadata: reply } = replySchema.parse(message);
  const { ls_provider, ls_model_name } = identitySchema.parse(identity);
  const route: Route = {
    provider: reply.model_provider ?? ls_provider,
    model: reply.model_name ?? ls_model_name,
    reasons: [],
  };
  const usage = { inputTokens: tokens.input_tokens, outputTokens: tokens.output_tokens, costUsd: reply.costUsd };
  return { text: message.text, route, usage };
}
