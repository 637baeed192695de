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

/** A cent per trade, for sums of prices that are no whole cents. */
const TOLERANCE_PER_TRADE_USD = 0.01;

/** A proposal to trade, with what FINRA 2111 and Reg BI ask to be considered. */
export const recommendationSchema = z
  .object({
    trades: z.array(tradeSchema).min(1),
    /** Sum of the trades' notional in US dollars. Reviews depend on it, so a wrong sum is refused. */
    notionalUsd: z.number().nonnegative(),
    rationale: z.string().min(1),
    suitability: z.record(z.string(), z.string()),
    /** 1 (low) to 10 (high). */
    risk: z.number().min(1).max(10),
    alternatives: z.array(z.string()),
    costs: z.array(z.object({ name: z.string(), amountUsd: z.number().nonnegative() })),
    conflicts: z.array(z.string()),
  })
  .refine(
    ({ trades, notionalUsd }) => {
      const sum = trades.reduce((total, trade) => total + trade.notionalUsd, 0);
      return Math.abs(sum - notionalUsd) <= TOLERANCE_PER_TRADE_USD * trades.length;
    },
    { path: ['notionalUsd'], error: "must be the sum of the trades' notional" },
  );
export type Recommendation = z.infer<typeof recommendationSchema>;
