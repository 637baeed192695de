import { describe, expect, it } from 'vitest';
import { completeLock, lockProblems } from './lockfile.js';

const lock = () => ({
  packages: {
    '': { name: 'workspace' },
    'node_modules/tool': {
      version: '2.0.0',
      dev: true,
      optionalDependencies: {
        '@tool/cli-linux-x64-musl': '2.0.0',
        '@tool/cli-win32-arm64': '2.0.0',
        'left-pad': '1.0.0',
        'tool-linux-x64': '2.0.0',
      },
    },
    'node_modules/tool/node_modules/tool-linux-x64': { version: '2.0.0' },
  },
});

describe('the lockfile', () => {
  it('is completed by the binaries of other platforms, and by nothing else', () => {
    const completed = lock();
    expect(completeLock(completed)).toEqual(['@tool/cli-linux-x64-musl@2.0.0', '@tool/cli-win32-arm64@2.0.0']);
    expect(completed.packages['node_modules/@tool/cli-linux-x64-musl']).toEqual({
      version: '2.0.0',
      cpu: ['x64'],
      dev: true,
      libc: ['musl'],
      optional: true,
      os: ['linux'],
    });
    expect(completeLock(completed)).toEqual([]);
  });

  it('is reported when incomplete or tied to a registry, and left as it is', () => {
    const before = lock();
    before.packages['node_modules/tool'].resolved = 'https://registry.example/tool.tgz';
    const copy = structuredClone(before);
    expect(lockProblems(before)).toHaveLength(3);
    expect(before).toEqual(copy);
  });
});
