import { z } from 'zod';

/** Half-open range of UTF-16 code units, so that `text.slice(start, end)` is the marked piece. */
export const spanSchema = z
  .object({ start: z.number().int().nonnegative(), end: z.number().int().nonnegative() })
  .refine(({ start, end }) => start <= end, 'a span ends where it starts or later');
export type Span = z.infer<typeof spanSchema>;

export const ENTITY_KINDS = [
  'ticker',
  'cusip',
  'isin',
  'sedol',
  'iban',
  'aba',
  'company',
  'sector',
  'indicator',
] as const;

/** Something a text names. Identifiers appear only with a right check digit. */
export const entitySchema = z.object({
  kind: z.enum(ENTITY_KINDS),
  /** As written. */
  text: z.string(),
  /** Normal form: the ticker in capitals, the identifier without blanks, the company's name in the table. */
  id: z.string(),
  span: spanSchema,
  /** For a company or ticker: the ticker it stands for. */
  ticker: z.string().optional(),
  /** For a company or ticker: the company's name. */
  company: z.string().optional(),
});
export type Entity = z.infer<typeof entitySchema>;
