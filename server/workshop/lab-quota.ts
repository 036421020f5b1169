import { type Budget, createBudget } from '../budget.ts'

export const labQuota = { perSecond: 60, burst: 600 } as const

/** So many labs are remembered; with more, all begin anew with a whole quota. */
const mostLabs = 20_000

/**
 * How many requests one lab may send this process: a page never gets near it, a script that floods does, and is refused
 * without a word to Valkey. It is kept in memory since it protects the process, not the policy.
 */
export function createLabQuota(): (labId: string) => boolean {
  const budgets = new Map<string, Budget>()
  return function admit(labId) {
    let budget = budgets.get(labId)
    if (!budget) {
      if (budgets.size >= mostLabs) budgets.clear()
      budget = createBudget(labQuota)
      budgets.set(labId, budget)
    }
    return budget.take()
  }
}
