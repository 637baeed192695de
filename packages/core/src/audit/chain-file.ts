import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The file of one chain. Every change is on stable storage when it resolves. */
export interface ChainFile {
  size(): Promise<number>;
  /** The bytes from `start` to the end. */
  readFrom(start: number): Promise<Buffer>;
  /** Writes all bytes at a position. When it rejects, some of them may have been written. */
  write(bytes: Buffer, position: number): Promise<void>;
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
}

/** Opens the file of a chain, or creates it, readable by its owner only. */
export async function openChainFile(path: string): Promise<ChainFile> {
  const handle = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  await syncFolder(dirname(path));
  const size = async (): Promise<number> => (await handle.stat()).size;
  return {
    size,
    async readFrom(start) {
      const bytes = Buffer.alloc((await size()) - start);
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
      return bytes.subarray(0, bytesRead);
    },
    async write(bytes, position) {
      await writeAll(handle, bytes, position);
      await handle.sync();
    },
    async truncate(length) {
      await handle.truncate(length);
      await handle.sync();
    },
    close: () => handle.close(),
  };
}

async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** Makes the name of a new file durable. Windows does it by itself and cannot sync a folder. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
