import { buildProgram } from './program.ts';

const controller = new AbortController();
process.once('SIGINT', () => controller.abort(new Error('interrupted')));
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
});

process.exitCode = await buildProgram({
  output: { stdout: process.stdout, stderr: process.stderr, clock: Date.now },
  signal: controller.signal,
})(process.argv.slice(2));
