import { type Budget, createBudget } from '../http/budget.ts'

/** What a lab may send one process: a page never gets near it. */
export const labQuota = { perSecond: 60, burst: 600 }

/** So many labs are remembered; with more, all begin anew with a whole quota. */
const mostLabs = 20_000

export type LabQuota = { perSecond: number; admit(labId: string): boolean }

/**
 * Bounds how many requests each lab may send this process: a script that floods is refused without a word to Valkey. It
 * is kept in memory since it protects the process, not the policy.
 */
export function createLabQuota(bounds: typeof labQuota): LabQuota {
  const budgets = new Map<string, Budget>()
  return {
    perSecond: bounds.perSecond,
    admit(labId) {
      let budget = budgets.get(labId)
      if (!budget) {
        if (budgets.size >= mostLabs) budgets.clear()
        budget = createBudget(bounds)
        budgets.set(labId, budget)
      }
      return budget.take()
    },
  }
}
