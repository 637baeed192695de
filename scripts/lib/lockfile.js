/**
 * A registry (a mirror above all) may lack the binaries of other platforms. npm then leaves them out of the lockfile it
 * writes, and refuses the same file in `npm ci`: "Missing: @biomejs/cli-darwin-arm64@ from lock file". Their versions
 * are exact in the packages that list them, so the entries can be completed without asking any registry.
 */
const SYSTEMS = { android: 'android', darwin: 'darwin', freebsd: 'freebsd', linux: 'linux', netbsd: 'netbsd' };
Object.assign(SYSTEMS, {
  openbsd: 'openbsd',
  openharmony: 'openharmony',
  sunos: 'sunos',
  win32: 'win32',
  win: 'win32',
});
const PROCESSORS = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32'];
const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/** The platform that a name such as `@rollup/rollup-linux-arm64-musl` stands for. */
function platformOf(name) {
  const words = name.replace(/^@[^/]+\//, '').split('-');
  const system = words.map((word) => SYSTEMS[word]).find(Boolean);
  const processor = PROCESSORS.find((candidate) => words.some((word) => word.startsWith(candidate)));
  if (!system || !processor) return undefined;
  const libc = words.find((word) => word === 'musl' || word === 'gnu');
  return {
    cpu: [processor],
    ...(system === 'linux' && libc ? { libc: [libc === 'gnu' ? 'glibc' : 'musl'] } : {}),
    os: [system],
  };
}

/** Whether Node's look-up from the package at `from` finds `name` among the entries. */
function isFound(entries, from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    if (entries[`${at ? `${at}/` : ''}node_modules/${name}`]) return true;
    if (!at) return false;
  }
}

/**
 * Adds the entries of platform packages that the lockfile lacks.
 * @param {{ packages: Record<string, any> }} lock parsed package-lock.json; changed in place
 * @returns {string[]} what was added, as `name@version`
 */
export function completeLock(lock) {
  const added = [];
  for (const [from, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const platform = platformOf(name);
      if (!platform || !EXACT.test(version) || isFound(lock.packages, from, name)) continue;
      const { cpu, ...rest } = platform;
      lock.packages[`node_modules/${name}`] = { version, cpu, ...(dev ? { dev } : {}), optional: true, ...rest };
      added.push(`${name}@${version}`);
    }
  }
  const byPath = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  lock.packages = Object.fromEntries(byPath);
  return added;
}

/**
 * What is wrong with a lockfile: entries that `npm ci` would miss, and addresses that tie it to one registry.
 * @param {{ packages: Record<string, any> }} lock
 * @returns {string[]}
 */
export function lockProblems(lock) {
  const tied = Object.entries(lock.packages).filter(([, entry]) => /^https?:/.test(entry.resolved ?? ''));
  const missing = completeLock(structuredClone(lock));
  return [
    ...tied.map(([path]) => `${path} names a registry`),
    ...missing.map((name) => `${name} is missing: run "npm run lock"`),
  ];
}
