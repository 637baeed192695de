import { createHash } from 'node:crypto';
import { InvalidInputError } from '@plumbline/core';
import { z } from 'zod';
import shipped from '../../data/finance-thesaurus.json' with { type: 'json' };

const wordSchema = z
  .string()
  .regex(/^[^\r\n\\]*[^\r\n\\\s][^\r\n\\]*$/, 'must be words without line breaks or backslashes');
const thesaurusSchema = z.object({
  name: z.string().min(1),
  version: z.number().int(),
  groups: z.array(z.array(wordSchema).min(2)),
});

/** Groups of words and phrases that mean the same. */
export interface Thesaurus {
  readonly name: string;
  readonly version: number;
  readonly groups: readonly (readonly string[])[];
}

/** The thesaurus shipped with the package: financial English with its abbreviations and forms. */
export function financeThesaurus(): Thesaurus {
  return parseThesaurus(shipped);
}

/**
 * @throws InvalidInputError for another form, and for groups of one word
 */
export function parseThesaurus(input: unknown): Thesaurus {
  const parsed = thesaurusSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new InvalidInputError(`The thesaurus is not usable: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`);
}

/** Lines of Solr's format, as the synonym filter takes them: each word of a group finds the others. */
export function synonymLines({ groups }: Thesaurus): string[] {
  return groups.map((group) => group.map((word) => word.replaceAll(',', '\\,').replaceAll('=>', '\\=>')).join(', '));
}

/** Changes with the words. */
export function thesaurusVersion(thesaurus: Thesaurus): string {
  const hash = createHash('sha256').update(JSON.stringify(thesaurus.groups)).digest('hex').slice(0, 8);
  return `${thesaurus.name}@${thesaurus.version}-${hash}`;
}
