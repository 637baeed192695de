// `npm run stack:down [-- opensearch bolt …]`: stops what runs for this checkout, by pid.
import { parseServiceNames } from './services.ts';
import { stop } from './stack.ts';

for (const name of parseServiceNames(process.argv.slice(2))) {
  console.log(`${name.padEnd(12)} ${(await stop(name)) ? 'stopped' : 'was not running'}`);
}
