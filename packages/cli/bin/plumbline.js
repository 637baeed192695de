#!/usr/bin/env node
// The command `plumbline`. Packed, it runs dist; in a checkout, it runs the sources beside it, without a build.
// Must parse under old Nodes: it is what tells their user what to do.
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import process from 'node:process';

const SOURCE_CONDITION = '@plumbline/source';
const sources = new URL('../src/main.ts', import.meta.url);

/** The floor of package.json's `engines`: below it, types are not stripped and node:sqlite is missing. */
function isNewEnough() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}

/** node:sqlite and type stripping work on every supported Node; on the older ones they announce themselves. */
function silenceExperimentalWarnings() {
  const emit = process.emitWarning;
  process.emitWarning = (warning, ...rest) => {
    const type = typeof rest[0] === 'string' ? rest[0] : rest[0]?.type;
    if (type !== 'ExperimentalWarning') Reflect.apply(emit, process, [warning, ...rest]);
  };
}

/** Same effect as `--conditions=@plumbline/source`, without a second process (about 30 ms of every cold start). */
function resolveToSources() {
  nodeModule.registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, { ...context, conditions: [SOURCE_CONDITION, ...context.conditions] }),
  });
}

async function runOnPinnedNode() {
  const { endAs, run } = await import('../../../scripts/lib/process.js');
  const { findNode } = await import('../../../scripts/lib/runtime.js');
  endAs(await run(findNode(), process.argv.slice(1), { cwd: process.cwd() }));
}

function refuse(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 2;
}

if (isNewEnough()) {
  const isCheckout = existsSync(sources);
  silenceExperimentalWarnings();
  // LanceDB's own warnings are for its developers, and would stand between a user's progress lines.
  process.env.LANCEDB_LOG ??= 'error';
  // Keeps compiled code between runs: about a quarter of a cold start.
  nodeModule.enableCompileCache?.();
  if (isCheckout) resolveToSources();
  await import(isCheckout ? sources.href : '../dist/main.js');
} else if (existsSync(sources)) {
  await runOnPinnedNode().catch((error) => refuse(error.message));
} else {
  refuse(`plumbline needs Node 22.18 or newer; this is ${process.version}. Install Node 24 from https://nodejs.org.`);
}
