import { readFileSync } from 'node:fs';
import { lockProblems } from '../lib/lockfile.js';
import { inRoot } from '../lib/paths.js';

/** package-lock.json serves every platform and names no registry. */
export async function checkLockfile() {
  const problems = lockProblems(JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')));
  for (const problem of problems) console.error(problem);
  return problems.length === 0;
}
