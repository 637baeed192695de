import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** What a user would have beside the packages; exact versions come from this workspace. */
const COMPANIONS = [
  'typescript',
  '@types/node',
  // The declarations of the AWS entries name those of the SDK.
  '@aws-sdk/client-bedrock-agent-runtime',
  '@aws-sdk/client-bedrock-runtime',
  '@aws-sdk/client-kendra',
  '@aws-sdk/client-sagemaker-runtime',
];

/** A registry out of reach must end as a failure and not as a hang. */
const TIMEOUT_MS = 300_000;

/** Proxies and certificates stay; what npm and vitest set for this workspace goes. */
function userEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|VITEST|NODE_ENV|NODE_OPTIONS)/.test(name));
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((part) => !part.startsWith(root));
  return { ...Object.fromEntries(kept), PATH: [dirname(process.execPath), ...path].join(delimiter) };
}

/** A temporary project outside the checkout with the packed packages installed from their tarballs. */
export class EmptyProject {
  readonly dir = mkdtempSync(join(tmpdir(), 'plumbline-user-'));

  /** @param tarballs folder that `npm run check` packed into */
  install(tarballs: string): void {
    const packed = readdirSync(tarballs).filter((name) => name.endsWith('.tgz'));
    const { devDependencies, overrides }: { devDependencies: Record<string, string>; overrides: object } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    );
    this.write('package.json', JSON.stringify({ name: 'user', private: true, type: 'module', overrides }));
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

  /** Copies a file or folder of the checkout into the project. */
  copy(from: string, to: string): void {
    cpSync(join(root, from), join(this.dir, to), { recursive: true });
  }

  /** Runs a program as the user would: in the project, on this Node, without this workspace's tools and settings. */
  run(file: string, args: string[]): { code: number; stdout: string; stderr: string } {
    const { status, stdout, stderr, error } = spawnSync(file, args, {
      cwd: this.dir,
      encoding: 'utf8',
      timeout: TIMEOUT_MS,
      env: userEnvironment(),
    });
    return { code: status ?? 1, stdout, stderr: error ? `${error.message}\n${stderr}` : stderr };
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
