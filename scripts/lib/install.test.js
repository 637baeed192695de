import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reasonToInstall } from './install.js';

describe('whether an install is needed', () => {
  let dir;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'plumbline-install-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const wanted = {
    '': { version: '0.0.0' },
    'packages/core': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/other-platform': { version: '1.0.0', optional: true },
  };

  const reason = (installed) => {
    const files = { lock: join(dir, 'lock.json'), installed: join(dir, 'installed.json') };
    writeFileSync(files.lock, JSON.stringify({ packages: wanted }));
    if (installed) writeFileSync(files.installed, JSON.stringify({ packages: installed }));
    return reasonToInstall(files);
  };

  it.each([
    { when: 'node_modules is absent or was left half-way', installed: undefined, expected: 'missing' },
    { when: 'a package is absent', installed: {}, expected: 'node_modules/a' },
    {
      when: 'a package has another version',
      installed: { 'node_modules/a': { version: '0.9.0' } },
      expected: 'node_modules/a',
    },
  ])('is yes when $when', ({ installed, expected }) => expect(reason(installed)).toContain(expected));

  it('is no when all but the other platforms’ packages are there', () => {
    expect(reason({ 'node_modules/a': { version: '1.0.0' } })).toBeUndefined();
  });
});
