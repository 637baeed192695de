// `npm run stack:up [-- opensearch bolt …]`: starts real servers for tests and by hand; they stay until stack:down.
import { parseServiceNames } from './services.ts';
import { keepUp } from './stack.ts';

const results = await Promise.allSettled(
  parseServiceNames(process.argv.slice(2)).map(async (name) => {
    const { url, pid } = await keepUp(name);
    console.log(`${name.padEnd(12)} ${url}  (pid ${pid})`);
  }),
);
for (const result of results) {
  if (result.status === 'rejected')
    console.error(result.reason instanceof Error ? result.reason.message : result.reason);
}
process.exitCode = results.every(({ status }) => status === 'fulfilled') ? 0 : 1;
