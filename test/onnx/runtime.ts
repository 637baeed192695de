import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { OnnxRuntime } from '@plumbline/retrievers/onnx';

/**
 * ONNX Runtime from this folder's own lockfile, installed when that has not been done since the lockfile changed. Its
 * install script, which fetches CUDA, does not run: the processor is enough.
 *
 * @throws Error when npm fails
 */
export function onnxRuntime(): OnnxRuntime {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const installed = statSync(`${folder}node_modules/.package-lock.json`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (installed < statSync(`${folder}package-lock.json`).mtimeMs) {
    const { status, error } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], {
      cwd: folder,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    });
    if (status !== 0)
      throw new Error('"npm ci" failed in test/onnx; run it there by hand to see why.', { cause: error });
  }
  return createRequire(import.meta.url)('onnxruntime-node');
}
