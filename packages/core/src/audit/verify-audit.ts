import { stat } from 'node:fs/promises';
import type { RecordStore } from '../contracts/record-store.ts';
import { listHeads, readHead, type VersionedHead } from './audit-head.ts';
import { parseLine } from './audit-line.ts';
import type { AuditChainReport, AuditProblem, AuditReport } from './audit-report.ts';
import { ChainChecker, type CheckedChain } from './chain-checker.ts';
import { isLocked } from './chain-lock.ts';
import { chainPath, listChainFiles, lockPath } from './paths.ts';
import { readLines } from './read-lines.ts';

export interface VerifyAuditOptions {
  /** The folder of the trail. */
  readonly directory: string;
  /** The store that holds the heads of its chains. */
  readonly recordStore: RecordStore;
}

interface CheckedFile {
  readonly report: AuditChainReport;
  readonly problems: readonly AuditProblem[];
}

/**
 * Reads a whole trail and names every record that was changed, removed, reordered, added or torn, and every chain that
 * is missing. Writers may go on meanwhile. Streams: memory does not grow with the trail. An altered trail goes unseen
 * only when the record store was altered with it.
 *
 * @throws AuditError when a head in the record store is damaged
 */
export async function verifyAudit({ directory, recordStore }: VerifyAuditOptions): Promise<AuditReport> {
  const names = new Set([...(await listChainFiles(directory)), ...(await listHeads(recordStore))]);
  const checked: CheckedFile[] = [];
  for (const chain of [...names].sort()) checked.push(await verifyChain(chain, { directory, recordStore }));
  const problems = checked.flatMap((file) => file.problems);
  return { ok: problems.length === 0, chains: checked.map(({ report }) => report), problems };
}

async function verifyChain(chain: string, { directory, recordStore }: VerifyAuditOptions): Promise<CheckedFile> {
  const path = chainPath(directory, chain);
  const size = await sizeOf(path);
  const found = await readHead(recordStore, chain);
  if (found === undefined) {
    const reason = `the file has ${size} bytes and no head in the record store: the head was removed, or the file is a copy`;
    return failed({ chain, kind: 'missing-head', reason }, (size ?? 0) > 0);
  }
  if (size === undefined) {
    const reason = `the file is gone; the record store knows of ${found.head.end.count} records`;
    return failed({ chain, kind: 'missing-chain', reason });
  }
  const { records, unacknowledged, problems, tailProblems } = await checkFile(path, chain, found);
  const tail = await keepTrue(tailProblems, { chain, directory, recordStore, found });
  return {
    report: { chain, records, unacknowledged },
    problems: [...problems, ...tail].map((problem) => ({ chain, ...problem })),
  };
}

function failed(problem: AuditProblem, isProblem = true): CheckedFile {
  return { report: { chain: problem.chain, records: 0, unacknowledged: 0 }, problems: isProblem ? [problem] : [] };
}

async function checkFile(path: string, chain: string, { head }: VersionedHead): Promise<CheckedChain> {
  const checker = new ChainChecker(head);
  for await (const { bytes, complete } of readLines(path)) {
    if (!complete) return checker.finish(true);
    checker.take(parseLine(bytes, chain));
  }
  return checker.finish(false);
}

/** Drops what only looks wrong because the writer is at work: it moved the head meanwhile, or is in the middle of a write. */
async function keepTrue(
  problems: CheckedChain['tailProblems'],
  { chain, directory, recordStore, found }: VerifyAuditOptions & { chain: string; found: VersionedHead },
): Promise<CheckedChain['tailProblems']> {
  if (problems.length === 0) return problems;
  const now = await readHead(recordStore, chain);
  if (now?.version !== found.version) return [];
  const isWriting = found.head.announced !== undefined && isLocked(lockPath(directory, chain));
  return isWriting ? problems.filter(({ kind }) => kind !== 'torn') : problems;
}

async function sizeOf(path: string): Promise<number | undefined> {
  const stats = await stat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  return stats?.size;
}
