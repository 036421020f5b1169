import { type Budget, createBudget } from '../http/budget.ts'

/** What a keyspace may send one process: a page never gets near it. */
export const keyspaceQuota = { perSecond: 60, burst: 600 }

/** So many keyspaces are remembered; with more, all begin anew with a whole quota. */
const mostKeyspaces = 20_000

export type KeyspaceQuota = { perSecond: number; admit(keyspaceId: string): boolean }

/**
 * Bounds how many requests each keyspace may send this process: a script that floods is refused without a word to Valkey. It
 * is kept in memory since it protects the process, not the policy.
 */
export function createKeyspaceQuota(bounds: typeof keyspaceQuota): KeyspaceQuota {
  const budgets = new Map<string, Budget>()
  return {
    perSecond: bounds.perSecond,
    admit(keyspaceId) {
      let budget = budgets.get(keyspaceId)
      if (!budget) {
        if (budgets.size >= mostKeyspaces) budgets.clear()
        budget = createBudget(bounds)
        budgets.set(keyspaceId, budget)
      }
      return budget.take()
    },
  }
}
