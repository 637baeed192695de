/** What is known of a file while it is being ingested. */
export interface FileWork {
  readonly path: string;
  /** What the file and its labels are; recorded when all of it is in the index. */
  readonly fingerprint: string;
  /** Ids written in this run that were not in the index before. */
  readonly added: Set<string>;
  documents: number;
  passages: number;
  /** A part of the file was refused: it is looked at again in the next run. */
  partial: boolean;
}

export function fileWork(path: string, fingerprint: string): FileWork {
  return { path, fingerprint, added: new Set(), documents: 0, passages: 0, partial: false };
}
