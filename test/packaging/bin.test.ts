import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

const bin = resolve(import.meta.dirname, '../../packages/cli/bin/plumbline.js');
const plumbline = (...args: string[]) => spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8' });

it('runs the sources in a checkout', () => {
  const { status, stdout } = plumbline('--help');
  expect(stdout).toContain('Usage: plumbline');
  expect(status).toBe(0);
});

it('passes the exit code on', () => {
  expect(plumbline('no-such-command').status).toBe(2);
});
