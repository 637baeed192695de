// `npm run -s stack:status [-- --json]`: which servers run for this checkout, and where.
import { readRunning } from './lib/state.ts';
import { SERVICE_NAMES } from './services.ts';

const found = await Promise.all(SERVICE_NAMES.map(async (name) => [name, await readRunning(name)] as const));
if (process.argv.includes('--json')) console.log(JSON.stringify(Object.fromEntries(found), null, 2));
else {
  for (const [name, running] of found) {
    console.log(`${name.padEnd(12)} ${running === undefined ? '-' : `${running.url}  (pid ${running.pid})`}`);
  }
}
