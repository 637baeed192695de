import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { inRoot } from './paths.js';
import { run, toolEnvironment } from './process.js';

const FOLDER = inRoot('training', '.venv');
const BINARY =
  process.platform === 'win32' ? inRoot('training', '.venv', 'Scripts', 'python.exe') : `${FOLDER}/bin/python`;
const REQUIREMENTS = inRoot('training', 'requirements.txt');
/** Written last: an interrupted install counts as none. */
const STAMP = inRoot('training', '.venv', 'requirements.sha256');

/** The first Python on the path that is new enough, or undefined. */
export function findPython() {
  const asks = 'import sys; sys.exit(0 if (3, 11) <= sys.version_info[:2] <= (3, 13) else 1)';
  return ['python3', 'python', 'python3.13', 'python3.12', 'python3.11'].find(
    (name) => spawnSync(name, ['-c', asks]).status === 0,
  );
}

/** The Python of training/.venv when it is there and complete. */
export function installedPython() {
  const wanted = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex');
  const isComplete = existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted;
  return isComplete ? BINARY : undefined;
}

/**
 * Makes training/.venv with exactly what training/requirements.txt names, unless it is there.
 * @returns {Promise<string>} the path of its Python
 * @throws {Error} when there is no Python 3.11 to 3.13, or pip fails
 */
export async function ensurePython() {
  const installed = installedPython();
  if (installed) return installed;
  const python = findPython();
  if (!python) throw new Error('Training needs Python 3.11, 3.12 or 3.13 as "python3" on the path.');
  console.error('Making training/.venv from training/requirements.txt; this takes about a minute…');
  rmSync(FOLDER, { recursive: true, force: true });
  const steps = [
    [python, ['-m', 'venv', FOLDER]],
    [BINARY, ['-m', 'pip', 'install', '--quiet', '--no-deps', '--only-binary', ':all:', '-r', REQUIREMENTS]],
    [BINARY, ['-m', 'pip', 'check']],
  ];
  for (const [file, args] of steps) {
    const { code } = await run(file, args, { stdio: ['ignore', 2, 2] });
    if (code !== 0) throw new Error(`${file} ${args.slice(0, 3).join(' ')} ended with exit code ${code}.`);
  }
  writeFileSync(STAMP, createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex'));
  return BINARY;
}

/**
 * The environment in which Python yields the same bytes on any x64 or arm64 machine with AVX2 or NEON: one thread, so that sums
 * are made in one order, and the same kernels everywhere.
 */
export function reproducible() {
  const threads = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
  const kernels =
    process.arch === 'x64'
      ? {
          OPENBLAS_CORETYPE: 'Haswell',
          NPY_DISABLE_CPU_FEATURES: 'AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL',
        }
      : {};
  return { ...toolEnvironment(), ...threads, ...kernels, PYTHONHASHSEED: '0', PYTHONUTF8: '1' };
}
