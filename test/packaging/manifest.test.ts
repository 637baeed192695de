import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

describe('the manifest while packing', () => {
  let dir: string;
  let core: string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'plumbline-manifest-'));
    core = join(dir, 'packages/core');
    mkdirSync(join(core, 'dist'), { recursive: true });
    writeFileSync(join(core, 'dist/index.js'), '');
    writeFileSync(join(dir, 'package.json'), '{ "type": "module" }');
    cpSync(join(root, 'scripts'), join(dir, 'scripts'), { recursive: true });
    cpSync(join(root, 'LICENSE'), join(dir, 'LICENSE'));
    cpSync(join(root, 'packages/core/package.json'), join(core, 'package.json'));
  });

  afterEach(() => rmSync(dir, { recursive: true }));

  const manifest = () => readFileSync(join(core, 'package.json'), 'utf8');
  const pack = (action: 'strip' | 'restore') =>
    spawnSync(process.execPath, [join(dir, 'scripts/pack-manifest.js'), action], { cwd: core });

  it('carries no source condition inside the tarball and is as before afterwards', () => {
    const before = manifest();
    const packed = spawnSync('npm', ['pack', '--json'], { cwd: core, encoding: 'utf8' });
    expect(packed.status, packed.stderr).toBe(0);
    expect(manifest()).toBe(before);
    expect(existsSync(join(core, 'LICENSE'))).toBe(false);
    const [{ filename }]: [{ filename: string }] = JSON.parse(packed.stdout);
    spawnSync('tar', ['xzf', filename], { cwd: core });
    const published: { exports: Record<string, object> } = JSON.parse(
      readFileSync(join(core, 'package/package.json'), 'utf8'),
    );
    expect(JSON.stringify(published)).not.toContain('@plumbline/source');
    expect(Object.keys(published.exports['.'] ?? {})).toEqual(['import', 'require']);
    expect(existsSync(join(core, 'package/LICENSE'))).toBe(true);
  });

  it('survives a pack that was interrupted and begun again', () => {
    const before = manifest();
    pack('strip');
    expect(manifest()).not.toBe(before);
    pack('strip');
    pack('restore');
    expect(manifest()).toBe(before);
    pack('restore');
    expect(manifest()).toBe(before);
  });

  it('keeps an edit made between two packs', () => {
    pack('strip');
    pack('restore');
    const edited = manifest().replace('"license"', '"edited": true,\n  "license"');
    writeFileSync(join(core, 'package.json'), edited);
    pack('strip');
    pack('restore');
    expect(manifest()).toBe(edited);
  });
});
