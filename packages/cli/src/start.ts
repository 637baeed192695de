import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ingestInto } from './commands/ingest.ts';
import { composeEmbedded } from './compose.ts';
import { embeddedEstate, localContext, localPrincipal } from './config.ts';
import type { Output } from './output.ts';
import { renderAnswer } from './render/answer.ts';
import { reportError } from './render/error.ts';
import { paintFor } from './render/paint.ts';

const CORPUS = fileURLToPath(new URL('../../../examples/corpus', import.meta.url));
const WORKED_QUESTION = "What were Apple's total net sales in fiscal 2019?";

/** `npm start`: the sample corpus into an index, one worked question, then how to ask more (a prompt on a terminal). */
async function start({ once }: { once: boolean }, output: Output, signal: AbortSignal): Promise<void> {
  const paint = paintFor(output.stdout);
  const estate = embeddedEstate(undefined, CORPUS);
  output.stdout.write(paint.dim('Reading the sample corpus (examples/corpus) into the embedded index…\n'));
  await ingestInto(estate, { paths: [CORPUS], output, signal });
  const plumbline = await composeEmbedded({ estate, clock: output.clock });
  const principal = localPrincipal({});

  const answer = async (question: string): Promise<void> => {
    const result = await plumbline.ask(question, localContext(principal, randomUUID()), signal);
    output.stdout.write(`\n${renderAnswer(result, paint)}\n\n`);
  };
  try {
    output.stdout.write(`\n${paint.cyan('?')} ${paint.bold(WORKED_QUESTION)}\n`);
    await answer(WORKED_QUESTION);
    output.stdout.write(howToAskMore(principal.id, principal.clearance));
    if (!once && process.stdin.isTTY) await promptLoop(answer, output, signal);
  } finally {
    await plumbline.close();
  }
}

function howToAskMore(user: string, clearance: string): string {
  return [
    `Asked as ${user} of the tenant demo, clearance ${clearance}. Ask more:`,
    '  npx plumbline ask "What is the firm\'s view on Amcor?" --corpus examples/corpus',
    '  npx plumbline ask "…" --corpus YOUR_FOLDER [--json] [--as-of 2020-12-31] [--clearance public]',
    '  npx plumbline audit verify --corpus examples/corpus        npx plumbline --help\n',
  ].join('\n');
}

async function promptLoop(
  answer: (question: string) => Promise<void>,
  output: Output,
  signal: AbortSignal,
): Promise<void> {
  const prompt = createInterface({ input: process.stdin, output: output.stdout });
  output.stdout.write('Or type a question here; an empty line ends.\n');
  try {
    for (;;) {
      const question = (await prompt.question('? ', { signal })).trim();
      if (question === '') return;
      await answer(question).catch((error: unknown) => reportError(error, output));
    }
  } catch (error) {
    if (!signal.aborted && !(error instanceof Error && error.name === 'AbortError')) throw error;
  } finally {
    prompt.close();
  }
}

const { values } = parseArgs({ options: { once: { type: 'boolean', default: false } } });
const output: Output = { stdout: process.stdout, stderr: process.stderr, clock: Date.now };
const controller = new AbortController();
process.once('SIGINT', () => controller.abort(new Error('interrupted')));
try {
  await start(values, output, controller.signal);
} catch (error) {
  process.exitCode = reportError(error, output);
}
