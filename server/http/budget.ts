export type Budget = { take(): boolean }

/**
 * Lets through at most `burst` at once and `perSecond` on average. `now` is a clock in milliseconds that never goes back.
 */
export function createBudget({
  perSecond,
  burst,
  now = () => performance.now(),
}: {
  perSecond: number
  burst: number
  now?: () => number
}): Budget {
  let left = burst
  let at = now()
  return {
    take() {
      const time = now()
      left = Math.min(burst, left + ((time - at) * perSecond) / 1000)
      at = time
      if (left < 1) return false
      left -= 1
      return true
    },
  }
}
