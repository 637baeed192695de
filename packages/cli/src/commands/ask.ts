import { randomUUID } from 'node:crypto';
import { composeEmbedded } from '../compose.ts';
import { type AskerOptions, embeddedEstate, localContext, localPrincipal } from '../config.ts';
import { exitCodeOf } from '../exit-code.ts';
import type { Output } from '../output.ts';
import { renderAnswer } from '../render/answer.ts';
import { paintFor } from '../render/paint.ts';
import { ingestInto } from './ingest.ts';

export interface AskCommandOptions extends AskerOptions {
  readonly question: string;
  readonly home?: string;
  readonly corpus?: string;
  readonly json?: boolean;
  readonly asOf?: string;
  readonly output: Output;
  readonly signal: AbortSignal;
}

/**
 * `plumbline ask`: answers one question. With `--json`, stdout gets one `Answer` and nothing else.
 *
 * @returns 0 final, 3 pending review, 1 blocked
 */
export async function ask({
  question,
  home,
  corpus,
  json,
  asOf,
  output,
  signal,
  ...asker
}: AskCommandOptions): Promise<number> {
  const estate = embeddedEstate(home, corpus);
  const principal = localPrincipal(asker);
  const context = localContext(principal, randomUUID(), asOf);
  if (corpus !== undefined) {
    await ingestInto(estate, { paths: [corpus], tenant: principal.tenant, output, signal, quiet: true });
  }
  const plumbline = await composeEmbedded({ estate, clock: output.clock });
  try {
    const answer = await plumbline.ask(question, context, signal);
    output.stdout.write(json ? `${JSON.stringify(answer)}\n` : `${renderAnswer(answer, paintFor(output.stdout))}\n`);
    return exitCodeOf(answer);
  } finally {
    await plumbline.close();
  }
}
