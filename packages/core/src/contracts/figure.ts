import { z } from 'zod';
import { spanSchema } from './entity.ts';

/** What a figure counts. `multiple` is "2.5x", `none` a bare number. */
export const FIGURE_UNITS = ['currency', 'percent', 'bps', 'multiple', 'shares', 'none'] as const;

/** A stretch of time a figure is about. `label` is the normal form: `FY2023`, `Q3 2022`, `H1 2021`, `2023-12-31`, `2023`. */
export const periodSchema = z.object({
  label: z.string(),
  kind: z.enum(['fiscal-year', 'year', 'quarter', 'half', 'month', 'date']),
  year: z.number().int(),
  /** 1–4 for a quarter, 1–2 for a half, 1–12 for a month or date. */
  part: z.number().int().optional(),
  day: z.number().int().optional(),
  span: spanSchema.optional(),
});
export type Period = z.infer<typeof periodSchema>;

/**
 * A number in a text. `value` is signed and in whole units: "$1.2 billion" is 1200000000 with scale 1000000000,
 * "(3.4)%" is -3.4, "25 bps" is 25.
 */
export const figureSchema = z.object({
  text: z.string(),
  span: spanSchema,
  value: z.number(),
  unit: z.enum(FIGURE_UNITS),
  /** ISO 4217 code when the unit is a currency. */
  currency: z.string().length(3).optional(),
  /** What the printed number was multiplied by: 1, 1e3, 1e6, 1e9, 1e12; 0.01 for cents. */
  scale: z.number().positive(),
  sign: z.union([z.literal(1), z.literal(-1)]),
  /** Digits printed after the decimal point; of a fraction (3-1/2) those of its decimal form. */
  decimals: z.number().int().nonnegative(),
  period: periodSchema.optional(),
  /** Set on the two ends of a range such as "$4.1 to $4.3 billion". */
  bound: z.enum(['low', 'high']).optional(),
});
export type Figure = z.infer<typeof figureSchema>;

/** How a figure of an answer was checked. */
export const checkedFigureSchema = z.object({
  figure: figureSchema,
  status: z.enum(['found', 'derived', 'unverified']),
  /** The citation it was found under. */
  citation: z.number().int().positive().optional(),
  passageId: z.string().optional(),
  /** In words: where it stands, the formula it comes from, or why it was refused. */
  how: z.string(),
});
export type CheckedFigure = z.infer<typeof checkedFigureSchema>;
