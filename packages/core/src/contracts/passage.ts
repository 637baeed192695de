import type { DocumentInterface } from '@langchain/core/documents';
import { z } from 'zod';
import { classificationSchema } from './classification.ts';

/**
 * Who may read a passage: `tenant:x`, `group:x`, `client:x`, `unit:x`. The tenant token must match the principal; of
 * each other kind that is present one must match. `group:*` (also `client:*`, `unit:*`) is what an index writes for a
 * kind that is absent, so that the rule can be asked as plain membership; it matches everyone of the tenant.
 */
export const accessTokenSchema = z
  .string()
  .regex(/^(tenant:[^\s:*]+|(group|client|unit):([^\s:*]+|\*))$/, 'must be tenant:x, group:x, client:x or unit:x');

/** What an index knows of a passage. Flat: LangChain's `index()` hashes top-level keys only. */
export const passageMetadataSchema = z.looseObject({
  /** The document this passage was cut from. */
  docId: z.string().min(1),
  /** Position of the passage in its document, from 0. */
  chunk: z.number().int().nonnegative(),
  title: z.string(),
  /** Where the document can be found: a file name, a URL, a filing. */
  source: z.string(),
  /** 10-K, research-note, rate-decision, … */
  docType: z.string(),
  /** The date the content speaks of, ISO 8601 (`2023-12-31`). */
  asOf: z.string(),
  classification: classificationSchema,
  /** Access tokens; no tenant token means nobody may read it. */
  acl: z.array(accessTokenSchema),
  /** Page of the source, from 1. */
  page: z.number().int().positive().optional(),
  section: z.string().optional(),
  /** Caption or id of the table the passage holds. */
  table: z.string().optional(),
  company: z.string().optional(),
  ticker: z.string().optional(),
  fiscalYear: z.number().int().optional(),
  /** `FY2023`, `Q2 2023`, `2015-12-16`. */
  period: z.string().optional(),
  /** The fused score after retrieval; higher is better. */
  score: z.number().optional(),
  /** Every component of the score by name: `bm25`, `vector`, `rrf`, `metadata`, … */
  scores: z.record(z.string(), z.number()).optional(),
});
export type PassageMetadata = z.infer<typeof passageMetadataSchema>;

/** A LangChain document that came from an index of ours: the id is always set. */
export type Passage = DocumentInterface<PassageMetadata> & { id: string };

/** Parses a passage that comes from outside. */
export const passageSchema = z.object({
  id: z.string().min(1),
  pageContent: z.string(),
  metadata: passageMetadataSchema,
});
