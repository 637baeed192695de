import { mkdir } from 'node:fs/promises';
import type { RecordStore } from '../contracts/record-store.ts';
import { type ChainFile, openChainFile } from './chain-file.ts';
import { type ChainWriter, openChainWriter } from './chain-writer.ts';
import { claimChain } from './claim-chain.ts';
import { chainPath } from './paths.ts';

/** A chain this process alone may write. */
export interface OpenChain extends ChainWriter {
  readonly chain: string;
  /** Gives the chain free for others. */
  close(): Promise<void>;
}

export interface OpenChainOptions {
  readonly directory: string;
  readonly recordStore: RecordStore;
  readonly chainName: string;
}

/** Takes the first free chain of a name and opens it for writing. */
export async function openChain({ directory, recordStore, chainName }: OpenChainOptions): Promise<OpenChain> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const { chain, lock } = claimChain(directory, chainName);
  let file: ChainFile | undefined;
  const close = async (): Promise<void> => {
    await file?.close();
    lock.release();
  };
  try {
    file = await openChainFile(chainPath(directory, chain));
    const { commit } = await openChainWriter({ chain, file, recordStore });
    return { chain, commit, close };
  } catch (error) {
    await close();
    throw error;
  }
}
