import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** What a user would have beside the packages; exact versions come from this workspace. */
const COMPANIONS = ['typescript', '@types/node'];

/** A temporary project outside the checkout with the packed packages installed from their tarballs. */
export class EmptyProject {
  readonly dir = mkdtempSync(join(tmpdir(), 'plumbline-user-'));

  /** @param tarballs folder that `npm run check` packed into */
  install(tarballs: string): void {
    const packed = readdirSync(tarballs).filter((name) => name.endsWith('.tgz'));
    const { devDependencies }: { devDependencies: Record<string, string> } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    );
    this.write('package.json', JSON.stringify({ name: 'user', private: true, type: 'module' }));
    const wanted = [
      ...packed.map((name) => join(tarballs, name)),
      ...COMPANIONS.map((name) => `${name}@${devDependencies[name]}`),
    ];
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    this.mustRun('npm', ['install', ...options, ...wanted]);
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.dir, file), text);
  }

  /** Runs a program as the user would: in the project, on this Node, without this workspace's tools in PATH. */
  run(file: string, args: string[]): { code: number; stdout: string; stderr: string } {
    const path = (process.env['PATH'] ?? '').split(delimiter).filter((part) => !part.startsWith(root));
    const { status, stdout, stderr, error } = spawnSync(file, args, {
      cwd: this.dir,
      encoding: 'utf8',
      env: { PATH: [dirname(process.execPath), ...path].join(delimiter), HOME: process.env['HOME'] },
    });
    return { code: status ?? 1, stdout, stderr: error ? String(error) : stderr };
  }

  mustRun(file: string, args: string[]): string {
    const { code, stdout, stderr } = this.run(file, args);
    if (code !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${code}:\n${stdout}\n${stderr}`);
    return stdout;
  }

  node(args: string[]): string {
    return this.mustRun(process.execPath, args);
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}
