import { accessTokenSchema, CLASSIFICATIONS, type Classification, classificationSchema } from '@plumbline/core';
import { z } from 'zod';
import { IngestError } from '../ingest-error.ts';

/** What unlabelled documents get. */
export interface LabelDefaults {
  /** The tenant whose documents these are. */
  readonly tenant: string;
  /** The class of a document that names none. */
  readonly classification: Classification;
  /** Access tokens of a document that has none. Default: `tenant:<tenant>` alone. */
  readonly acl?: readonly string[];
}

/** The keys that front matter, label files and records may have, checked; other keys are kept when they are flat. */
export type DocumentLabels = z.infer<typeof labelsSchema>;

const textSchema = z.union([z.string(), z.number()]).transform((value) => String(value).trim());
const yearSchema = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{4}$/u)
      .transform(Number),
  ])
  .pipe(z.number().int().min(1900).max(2200));
/** A day, or the year alone. */
const daySchema = textSchema.pipe(
  z.union(
    [z.iso.date(), z.string().regex(/^\d{4}$/u), z.iso.datetime({ offset: true }).transform((at) => at.slice(0, 10))],
    {
      error: 'must be a date such as 2023-12-31',
    },
  ),
);

const labelsSchema = z.looseObject({
  docId: textSchema.optional(),
  title: textSchema.optional(),
  docType: textSchema.optional(),
  company: textSchema.optional(),
  ticker: textSchema.optional(),
  fiscalYear: yearSchema.optional(),
  period: textSchema.optional(),
  asOf: daySchema.optional(),
  date: daySchema.optional(),
  source: textSchema.optional(),
  url: textSchema.optional(),
  publisher: textSchema.optional(),
  classification: classificationSchema.optional(),
  acl: z
    .union([z.string().transform((token) => [token]), z.array(z.string())])
    .pipe(z.array(accessTokenSchema))
    .refine((acl) => acl.some((token) => token.startsWith('tenant:')), 'has no tenant token: nobody could read it')
    .optional(),
});

const RIGHTS = ['classification', 'acl'] as const;
/** Spellings that were surely meant as one of the keys that decide who may read. */
const MISSPELT: readonly (readonly [RegExp, string])[] = [
  [/^cl?as+i?f\w*$/iu, 'classification'],
  [/^(?:acls?|access(?:_?(?:list|control))?)$/iu, 'acl'],
];

/**
 * Checks the labels of a document. A key that decides who may read it and cannot be understood refuses the document:
 * a default in its place could show it to people who must not see it.
 *
 * @throws IngestError INVALID_LABELS for `classification` and `acl`, INVALID_METADATA for other keys
 */
export function parseLabels(metadata: Readonly<Record<string, unknown>>, defaults: LabelDefaults): DocumentLabels {
  const present = Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== null && value !== ''));
  for (const key of Object.keys(present)) refuseMisspelt(key);
  const parsed = labelsSchema.safeParse(present);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => ({ key: String(issue.path[0] ?? ''), message: issue.message }));
  const [first = { key: '', message: 'unknown' }] = [
    ...issues.filter(({ key }) => RIGHTS.some((right) => right === key)),
    ...issues,
  ];
  throw refusal(first.key, present[first.key], first.message, defaults);
}

function refusal(key: string, value: unknown, message: string, { tenant }: LabelDefaults): IngestError {
  const shown = JSON.stringify(value);
  if (key === 'classification') {
    return new IngestError({
      code: 'INVALID_LABELS',
      message: `classification is ${shown}, which is not a known class`,
      fix: `Use one of ${CLASSIFICATIONS.join(', ')}.`,
    });
  }
  if (key === 'acl') {
    return new IngestError({
      code: 'INVALID_LABELS',
      message: `acl is ${shown}: it ${message}`,
      fix: `Use tokens of the forms tenant:x, group:x, client:x, unit:x, with a tenant among them: [tenant:${tenant}].`,
    });
  }
  return new IngestError({
    code: 'INVALID_METADATA',
    message: `${key} is ${shown}: ${message}`,
    fix: `Correct "${key}" or take it out.`,
  });
}

function refuseMisspelt(key: string): void {
  const right = MISSPELT.find(([pattern]) => pattern.test(key))?.[1];
  if (right === undefined || right === key) return;
  throw new IngestError({
    code: 'INVALID_LABELS',
    message: `there is no key "${key}"`,
    fix: `Write "${right}": what decides who may read a document is never guessed.`,
  });
}
