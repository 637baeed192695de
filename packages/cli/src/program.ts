import { Command, CommanderError } from 'commander';
import { EXIT } from './exit-code.ts';
import type { Output } from './output.ts';
import { reportError } from './render/error.ts';

/** What a command gets from outside. */
export interface Environment {
  readonly output: Output;
  readonly signal: AbortSignal;
}

/**
 * The command line `plumbline`. Each command is loaded when it is called, so that one does not pay for another.
 *
 * @returns a function from the arguments to the exit code: 0 final, 3 pending review, 1 blocked or a gate failed, 2
 * usage or bad input
 */
export function buildProgram(environment: Environment): (args: readonly string[]) => Promise<number> {
  return async (args) => {
    let exitCode: number = EXIT.final;
    const program = defineCommands(environment, (code) => {
      exitCode = code;
    });
    try {
      await program.parseAsync([...args], { from: 'user' });
      return exitCode;
    } catch (error) {
      if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.final : EXIT.usage;
      return reportError(error, environment.output);
    }
  };
}

function defineCommands({ output, signal }: Environment, end: (code: number) => void): Command {
  const program = new Command('plumbline')
    .description('Answers over your own documents: sourced, checked, allowed, recorded.')
    .option('--home <dir>', 'where the index, records and audit trail live (default: .plumbline)')
    .exitOverride()
    .configureOutput({ writeOut: (text) => output.stdout.write(text), writeErr: (text) => output.stderr.write(text) })
    .showHelpAfterError('(plumbline --help shows the commands)')
    .addHelpText(
      'after',
      '\nExit codes: 0 final, 3 pending review (the draft is shown with the reason), 1 blocked or a gate failed, 2 usage or bad input.',
    );
  const home = (): { home?: string } => program.opts();
  const list = (value: string, before: string[] = []): string[] => [...before, value];

  program
    .command('ask')
    .description('answer a question from the indexed documents, with its sources and checked figures')
    .argument('<question>')
    .option('--corpus <dir>', 'ask over this folder: it gets an index of its own, brought up to date first')
    .option('--json', 'print one Answer as JSON on stdout and nothing else')
    .option('--as-of <date>', 'use only what was known on this day (ISO 8601)')
    .option('--clearance <class>', 'public, internal, confidential or restricted (default: internal)')
    .option('--tenant <name>', 'the tenant that asks (default: demo)')
    .option('--group <name>', 'a group of the asker; repeatable (default: advisors)', list)
    .option('--client <id>', 'a client of the asker; repeatable', list)
    .option('--unit <name>', 'a business unit of the asker; repeatable', list)
    .action(async (question: string, options) => {
      const { ask } = await import('./commands/ask.ts');
      end(await ask({ question, ...home(), ...options, output, signal }));
    });

  program
    .command('ingest')
    .description(
      'read documents (PDF, HTML, DOCX, Markdown, text, CSV, JSONL) into the index; unchanged ones are skipped',
    )
    .argument('<path...>', 'folders or files')
    .option('--classification <class>', 'for documents that carry none (default: internal)')
    .option('--tenant <name>', 'the tenant whose documents these are (default: demo)')
    .option('--json', 'print the report as JSON')
    .action(async (paths: string[], options) => {
      const { ingest } = await import('./commands/ingest.ts');
      end(await ingest({ paths, ...home(), ...options, output, signal }));
    });

  program
    .command('index')
    .description('look at the index')
    .command('stats')
    .description('how many passages and documents, how large, of what version')
    .option('--corpus <dir>', 'the index of this folder')
    .option('--json', 'print JSON')
    .action(async (options) => {
      const { indexStats } = await import('./commands/index-stats.ts');
      end(await indexStats({ ...home(), ...options, output }));
    });

  program
    .command('audit')
    .description('look at the audit trail')
    .command('verify')
    .description('prove that no record was changed, removed, reordered or torn')
    .option('--corpus <dir>', 'the trail of this folder')
    .option('--json', 'print JSON')
    .action(async (options) => {
      const { auditVerify } = await import('./commands/audit-verify.ts');
      end(await auditVerify({ ...home(), ...options, output }));
    });

  program
    .command('eval')
    .description('measure a part on labelled data')
    .argument('<suite>', 'retrieval')
    .requiredOption('--data <path>', 'a file or folder of labelled records')
    .option('--index <kind>', 'opensearch:URL, to measure retrieval there (default: an embedded index)')
    .option('--json', 'print one result as JSON on stdout')
    .action(async (suite: string, options) => {
      const { evaluate } = await import('./commands/eval.ts');
      end(await evaluate({ suite, ...options, output, signal }));
    });

  for (const command of [program, ...program.commands, ...program.commands.flatMap((c) => c.commands)]) {
    command.exitOverride();
  }
  return program;
}
