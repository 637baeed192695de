import { spawnSync } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { installOnce } from '../lib/install-once.ts';
import { runCommand } from '../lib/run-command.ts';
import type { Service } from '../lib/service.ts';

const ON_PATH = '';

/** Redis without persistence: the installed one, else Debian's packages unpacked into the cache (no root needed). */
export const redis: Service = {
  name: 'redis',
  ports: 1,
  readyText: 'Ready to accept connections',
  async install(cache) {
    if (spawnSync('redis-server', ['--version']).status === 0) return ON_PATH;
    if (spawnSync('apt-get', ['--version']).status !== 0) {
      throw new Error('Redis is not installed: install redis-server (macOS: "brew install redis") and try again.');
    }
    return await installOnce({ cache, name: 'redis', recipe: unpackFromDebian.toString(), build: unpackFromDebian });
  },
  command({ home, data, ports }) {
    const settings = {
      bind: '127.0.0.1',
      port: String(ports[0]),
      save: '',
      appendonly: 'no',
      'set-proc-title': 'no',
      dir: data,
    };
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
    if (home === ON_PATH) return { file: 'redis-server', args };
    const libraries = { x64: 'x86_64', arm64: 'aarch64' }[process.arch as string] ?? process.arch;
    const env = { LD_LIBRARY_PATH: join(home, 'root', 'usr', 'lib', `${libraries}-linux-gnu`) };
    return { file: join(home, 'root', 'usr', 'bin', 'redis-server'), args, env };
  },
  url: ([port]) => `redis://127.0.0.1:${port}`,
};

/** Lists and archives of its own, so that neither root nor lists of the system are needed. */
async function unpackFromDebian(folder: string): Promise<void> {
  for (const part of ['lists/partial', 'cache/archives/partial']) await mkdir(join(folder, part), { recursive: true });
  const options = [`Dir::State::lists=${join(folder, 'lists')}`, `Dir::Cache=${join(folder, 'cache')}`];
  const flags = [...options, 'Debug::NoLocking=1', 'APT::Sandbox::User='].flatMap((option) => ['-o', option]);
  await runCommand({ file: 'apt-get', args: [...flags, 'update'] }, folder);
  const install = ['install', '--download-only', '--yes', '--no-install-recommends', 'redis-server'];
  await runCommand({ file: 'apt-get', args: [...flags, ...install] }, folder);
  const archives = join(folder, 'cache', 'archives');
  for (const name of await readdir(archives)) {
    if (name.endsWith('.deb'))
      await runCommand({ file: 'dpkg-deb', args: ['-x', join(archives, name), 'root'] }, folder);
  }
}
