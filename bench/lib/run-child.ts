import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface RunChildOptions {
  /** Further flags for Node, e.g. `--expose-gc`. */
  nodeArguments?: readonly string[];
  /** Where the child starts. Default: here. */
  cwd?: string;
}

/**
 * Runs a script in a process of its own, so that neither its memory nor its compiled code mixes with the peer's. The
 * script prints one JSON value as the last line of its standard output; its standard error is passed through.
 *
 * @param script a path or a file URL, e.g. `new URL('./x.ts', import.meta.url)`
 * @throws Error when the child fails or its last line is not JSON
 */
export async function runChild<T>(
  script: string | URL,
  args: readonly string[] = [],
  options: RunChildOptions = {},
): Promise<T> {
  const path = script instanceof URL ? fileURLToPath(script) : script;
  const flags = ['--conditions=@plumbline/source', '--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...flags, ...(options.nodeArguments ?? []), path, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: options.cwd,
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    output += piece;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${path} ended with code ${code}; see its messages above.`);
  const last = output.trimEnd().split('\n').at(-1) ?? '';
  try {
    return JSON.parse(last) as T;
  } catch (cause) {
    throw new Error(`${path} must print JSON as its last line, but printed "${last.slice(0, 200)}".`, { cause });
  }
}
