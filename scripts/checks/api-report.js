import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompilerState, Extractor, ExtractorConfig } from '@microsoft/api-extractor';
import { entriesOf, readPackages } from '../lib/packages.js';

const compilerOptions = {
  target: 'ES2023',
  lib: ['ES2023', 'ESNext.Disposable'],
  module: 'NodeNext',
  moduleResolution: 'NodeNext',
  types: ['node'],
  strict: true,
  skipLibCheck: true,
};

const silent = { default: { logLevel: 'none' } };

/** Settings of the API extractor for one built entry. */
function configOf({ dir }, entry, folder) {
  return ExtractorConfig.prepare({
    configObject: {
      projectFolder: dir,
      // As .gitattributes has it: a fresh clone must compare equal.
      newlineKind: 'lf',
      mainEntryPointFilePath: join(dir, 'dist', `${entry.name}.d.ts`),
      compiler: { overrideTsconfig: { compilerOptions } },
      apiReport: { enabled: true, reportFileName: entry.name, reportFolder: folder, reportTempFolder: folder },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: 'error' } },
        extractorMessageReporting: { ...silent, 'ae-forgotten-export': { logLevel: 'warning' } },
        tsdocMessageReporting: silent,
      },
    },
    packageJsonFullPath: join(dir, 'package.json'),
  });
}

/**
 * Writes the reports of a package's entries into `folder`; one compiler serves them all.
 * @returns {{ extracted: boolean, mentioned: Set<string> }} whether that went well, and the names of types that an entry
 *   mentions without exporting them itself
 */
function writeReports(item, folder) {
  const configs = entriesOf(item).map((entry) => configOf(item, entry, folder));
  const compilerState = CompilerState.create(configs[0], {
    additionalEntryPoints: configs.map((config) => config.mainEntryPointFilePath),
  });
  const mentioned = new Set();
  const messageCallback = (message) => {
    if (message.messageId === 'ae-forgotten-export') mentioned.add(/"(.*?)"/.exec(message.text)?.[1]);
    if (message.logLevel !== 'error') message.handled = true;
  };
  const results = configs.map((config) =>
    Extractor.invoke(config, { compilerState, localBuild: true, messageCallback }),
  );
  return { extracted: results.every((result) => result.errorCount === 0), mentioned };
}

/** Types that a user of the package meets and cannot name: no entry exports them. */
function unnameable(mentioned, reports) {
  const exported = Object.values(reports).flatMap((text) =>
    [...text.matchAll(/^export (?:abstract )?(?:class|interface|type|function|const) (\w+)/gm)].map(([, name]) => name),
  );
  return [...mentioned].filter((name) => !exported.includes(name));
}

const readReports = (folder) =>
  Object.fromEntries(
    (existsSync(folder) ? readdirSync(folder) : []).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );

/** Brings the committed reports of a package up to date, or names those that differ. */
function compareReports(item, fresh, update) {
  const folder = join(item.dir, 'api');
  const kept = readReports(folder);
  const names = [...new Set([...Object.keys(kept), ...Object.keys(fresh)])];
  const changed = names.filter((name) => kept[name] !== fresh[name]);
  if (update && changed.length > 0) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    for (const [name, text] of Object.entries(fresh)) writeFileSync(join(folder, name), text);
  }
  for (const name of changed) {
    console.log(`${item.name}: api/${name} ${update ? 'rewritten' : 'differs from the built declarations'}`);
  }
  return { passed: names.length - (update ? 0 : changed.length), failed: update ? 0 : changed.length };
}

/**
 * The public surface of every entry, as committed under packages/<name>/api, is what the build declares.
 * @param {{ update: boolean }} options with `update`, the reports are rewritten instead
 */
export async function checkApiReports({ update }) {
  const total = { passed: 0, failed: 0 };
  for (const item of readPackages()) {
    const folder = mkdtempSync(join(tmpdir(), 'plumbline-api-'));
    const { extracted, mentioned } = writeReports(item, folder);
    const reports = readReports(folder);
    const { passed, failed } = compareReports(item, reports, update);
    const missing = unnameable(mentioned, reports);
    if (missing.length > 0)
      console.log(`${item.name} uses types in public that no entry exports: ${missing.join(', ')}`);
    rmSync(folder, { recursive: true });
    total.passed += passed;
    total.failed += failed + missing.length + (extracted ? 0 : 1);
  }
  if (total.failed > 0) console.log('When the change is meant: npm run check -- --update, then commit the reports.');
  return total;
}
