import { type IngestSource, parseMetadata, type SourceLabels, sourceFile } from '@plumbline/retrievers/ingest';
import { type FoundSource, LABEL_FILE_SUFFIX } from './find-source.ts';

/** S3 writes the names of an object's metadata in small letters. */
const NAMES = new Map(
  [
    'docId',
    'title',
    'docType',
    'company',
    'ticker',
    'fiscalYear',
    'period',
    'asOf',
    'date',
    'source',
    'url',
    'publisher',
    'classification',
    'acl',
  ].map((name) => [name.toLowerCase(), name]),
);

/** Names that may have been meant to say who may read it: they go on to the check of labels, which refuses them. */
const ABOUT_RIGHTS = /^(?:cl?as|acl|access)/u;

/** A downloaded object as the ingest library takes it. */
export function downloadedSource(found: FoundSource, path: string): IngestSource {
  const { head } = found;
  const { uri = '', size = 0, modifiedMs = 0 } = head ?? {};
  return {
    ...sourceFile({ path, name: uri, size, modifiedMs }),
    path: uri,
    modifiedMs,
    labels: async () => labelsOf(found),
    // It is a copy, read under the condition that the object is the one that was looked at.
    refuseChanged: async () => {},
  };
}

/**
 * Labels from beside an object, the later ones before the earlier: its own metadata, the file of labels, those of the
 * item.
 *
 * @throws IngestError INVALID_METADATA for a file of labels that is no YAML
 */
function labelsOf({ head, labelFile, labels = {}, labelsKey }: FoundSource): SourceLabels {
  const beside = labelFile === undefined ? {} : parseMetadata(labelFile, LABEL_FILE_SUFFIX);
  return { text: labelsKey, metadata: { ...objectLabels(head?.labels ?? {}), ...beside, ...labels } };
}

function objectLabels(metadata: Readonly<Record<string, string>>): Record<string, unknown> {
  const labels = Object.entries(metadata).flatMap(([name, value]): [string, unknown][] => {
    const lower = name.toLowerCase();
    const label = NAMES.get(lower) ?? (ABOUT_RIGHTS.test(lower) ? name : undefined);
    if (label === undefined) return [];
    return [[label, label === 'acl' ? value.split(/[\s,;]+/u).filter((token) => token !== '') : value]];
  });
  return Object.fromEntries(labels);
}
