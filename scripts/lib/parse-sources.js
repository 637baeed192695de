// Run by the Node under test: `node --experimental-vm-modules parse-sources.js`. Names the sources that it cannot parse.
import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { SourceTextModule } from 'node:vm';
import { root } from './paths.js';

const SOURCES = '{packages,services}/*/src/**/*.ts';

let failed = 0;
const files = globSync(SOURCES, { cwd: root }).filter((file) => !file.endsWith('.test.ts'));
for (const file of files) {
  try {
    new SourceTextModule(stripTypeScriptTypes(readFileSync(`${root}/${file}`, 'utf8')), { identifier: file });
  } catch (error) {
    failed += 1;
    console.error(`${file}: Node ${process.version} cannot run it as it is: ${error.message}`);
  }
}
console.log(`${files.length - failed} of ${files.length} sources parse on Node ${process.version}`);
process.exitCode = failed > 0 ? 1 : 0;
