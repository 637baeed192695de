import { z } from 'zod';

/** A spending limit: who, over which window, how much. Money is US dollars. */
export const budgetScopeSchema = z.object({
  kind: z.enum(['tenant', 'advisor', 'conversation', 'model', 'business-unit']),
  id: z.string().min(1),
  window: z.enum(['day', 'month', 'total']),
  limitUsd: z.number().nonnegative(),
});
export type BudgetScope = z.infer<typeof budgetScopeSchema>;

export const reservationSchema = z.object({
  id: z.string().min(1),
  amountUsd: z.number().nonnegative(),
  scopes: z.array(budgetScopeSchema).min(1),
  /** Epoch milliseconds; an expired reservation no longer counts and can no longer be committed for free. */
  expiresAt: z.number().int().positive(),
});
export type Reservation = z.infer<typeof reservationSchema>;

/**
 * Hot counters of spending. `reserve` takes the amount from every scope or from none; `commit` replaces it by what was
 * spent; `release` gives it back. Spent plus reserved never exceeds a limit, with any concurrency.
 *
 * @throws BudgetExceededError when a scope has not enough left, or when the store cannot be reached (fail closed)
 */
export interface BudgetLedger {
  reserve(request: { scopes: BudgetScope[]; amountUsd: number; ttlMs: number }): Promise<Reservation>;
  commit(reservation: Reservation, spentUsd: number): Promise<void>;
  release(reservation: Reservation): Promise<void>;
}
