import { parse } from 'yaml';
import { IngestError } from '../ingest-error.ts';

const FRONT_MATTER = /^---[^\S\n]*\r?\n(?<yaml>[\s\S]*?)(?:^|\r?\n)---[^\S\n]*(?:\r?\n|$)/u;

export interface FrontMatter {
  readonly metadata: Readonly<Record<string, unknown>>;
  /** The text behind it. */
  readonly body: string;
}

/** Takes the YAML block between two lines of `---` off the top of a text. @throws IngestError INVALID_METADATA */
export function splitFrontMatter(text: string): FrontMatter {
  const match = FRONT_MATTER.exec(text);
  if (match === null) return { metadata: {}, body: text };
  return { metadata: parseMetadata(match.groups?.yaml ?? '', 'front matter'), body: text.slice(match[0].length) };
}

/**
 * Reads labels in YAML: one mapping, without aliases.
 *
 * @param place for messages
 * @throws IngestError INVALID_METADATA
 */
export function parseMetadata(yaml: string, place: string): Readonly<Record<string, unknown>> {
  const value = parseYaml(yaml, place);
  if (value === null || value === undefined) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return { ...value };
  throw invalid(place, 'it must hold "key: value" lines');
}

function parseYaml(yaml: string, place: string): unknown {
  try {
    return parse(yaml, { maxAliasCount: 0 });
  } catch (cause) {
    throw invalid(place, cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : 'unknown error', cause);
  }
}

function invalid(place: string, why: string, cause?: unknown): IngestError {
  return new IngestError(
    {
      code: 'INVALID_METADATA',
      message: `the labels (${place}) are not readable YAML: ${why}`,
      fix: 'Correct the YAML; put values with a colon in quotation marks.',
      place,
    },
    { cause },
  );
}
