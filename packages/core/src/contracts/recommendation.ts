import { z } from 'zod';

export const tradeSchema = z.object({
  side: z.enum(['buy', 'sell']),
  /** Ticker or ISIN. */
  security: z.string().min(1),
  /** Shares or units. */
  quantity: z.number().positive(),
  /** Price × quantity in US dollars. */
  notionalUsd: z.number().nonnegative(),
});
export type Trade = z.infer<typeof tradeSchema>;

/** A proposal to trade, with what FINRA 2111 and Reg BI ask to be considered. */
export const recommendationSchema = z.object({
  trades: z.array(tradeSchema).min(1),
  /** Sum of the trades' notional in US dollars. */
  notionalUsd: z.number().nonnegative(),
  rationale: z.string().min(1),
  suitability: z.record(z.string(), z.string()),
  /** 1 (low) to 10 (high). */
  risk: z.number().min(1).max(10),
  alternatives: z.array(z.string()),
  costs: z.array(z.object({ name: z.string(), amountUsd: z.number().nonnegative() })),
  conflicts: z.array(z.string()),
});
export type Recommendation = z.infer<typeof recommendationSchema>;
