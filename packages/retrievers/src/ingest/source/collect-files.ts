import type { Dirent, Stats } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { IngestError } from '../ingest-error.ts';

/** A regular file that was found. */
export interface FoundFile {
  /** Absolute. */
  readonly path: string;
  /** Path under the folder it was found in, with `/`; the file's name where the file itself was given. */
  readonly name: string;
  readonly size: number;
  /** Epoch milliseconds of the last change. */
  readonly modifiedMs: number;
}

export interface RefusedPath {
  readonly path: string;
  readonly error: IngestError;
}

export interface CollectedFiles {
  /** In code point order of their paths, each once. */
  readonly files: readonly FoundFile[];
  /** Folders that were read from top to bottom, as absolute paths. */
  readonly folders: readonly string[];
  /** What could not be read (nothing is known of what lies below), and label files without their file. */
  readonly refused: readonly RefusedPath[];
  readonly notes: readonly string[];
}

/** Ends the name of a file that holds the labels of another one. */
export const SIDECAR_SUFFIX = '.meta.yaml';

/**
 * Finds the files under folders, and files given by themselves. Left out: names that begin with a dot, `node_modules`,
 * label files (`X.meta.yaml`), and symbolic links, which are noted (a link may lead in circles or out of the folder;
 * give its target itself). A path that is given may be a link.
 *
 * @param paths files and folders, absolute or under the working directory
 */
export async function collectFiles(paths: readonly string[]): Promise<CollectedFiles> {
  const files = new Map<string, FoundFile>();
  const folders: string[] = [];
  const refused: RefusedPath[] = [];
  const sidecars: string[] = [];
  const notes: string[] = [];

  const addFile = (path: string, name: string, { size, mtimeMs }: Stats) => {
    if (!files.has(path)) files.set(path, { path, name, size, modifiedMs: mtimeMs });
  };
  const guarded = async (path: string, action: () => Promise<void>) => {
    try {
      await action();
    } catch (cause) {
      refused.push({ path, error: unreadableError(cause) });
    }
  };
  const visit = async (root: string, path: string, entry: Dirent) => {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') return;
    if (entry.name.endsWith(SIDECAR_SUFFIX)) sidecars.push(path);
    else if (entry.isDirectory()) await walk(root, path);
    else if (entry.isFile()) addFile(path, nameUnder(root, path), await lstat(path));
    else if (entry.isSymbolicLink())
      notes.push(`${path} is a symbolic link and was left out; ingest its target itself.`);
    else notes.push(`${path} is no regular file and was left out.`);
  };
  const walk = (root: string, folder: string): Promise<void> =>
    guarded(folder, async () => {
      const entries = await readdir(folder, { withFileTypes: true });
      for (const entry of entries) {
        const path = join(folder, entry.name);
        await guarded(path, () => visit(root, path, entry));
      }
    });

  for (const given of paths) {
    const path = resolve(given);
    await guarded(path, async () => {
      const stats = await stat(path);
      if (!stats.isDirectory()) return addFile(path, basename(path), stats);
      folders.push(path);
      await walk(path, path);
    });
  }
  const sorted = [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const path of sidecars) if (!files.has(path.slice(0, -SIDECAR_SUFFIX.length))) refused.push(orphan(path));
  return { files: sorted, folders, refused, notes };
}

function orphan(path: string): RefusedPath {
  const error = new IngestError({
    code: 'INVALID_LABELS',
    message: 'it holds the labels of a file that is not there',
    fix: `Name it after its file, suffix and all (report.pdf${SIDECAR_SUFFIX}), or remove it.`,
  });
  return { path, error };
}

function nameUnder(root: string, path: string): string {
  return path
    .slice(root.endsWith(sep) ? root.length : root.length + 1)
    .split(sep)
    .join('/');
}

function unreadableError(cause: unknown): IngestError {
  const code = codeOf(cause);
  if (code === 'ENOENT') {
    return new IngestError(
      {
        code: 'NOT_FOUND',
        message: 'there is no such file or folder',
        fix: 'Check the path. What was ingested from it before stays in the index until its parent folder is ingested.',
      },
      { cause },
    );
  }
  return new IngestError(
    {
      code: 'UNREADABLE',
      message: `it cannot be read (${code})`,
      fix: 'Give the user that runs this the right to read it (folders need read and execute).',
    },
    { cause },
  );
}

/** The error code of the operating system, e.g. `EACCES`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';
}
