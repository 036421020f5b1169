// The workbook's own hook, taken along as it is: web/ui/useSecondsLeft.ts.
import { useEffect, useReducer } from 'react'

/**
 * Whole seconds until `endsAt` (performance.now()), rounded up as in Retry-After; 0 once it has passed; null without
 * an end. Draws anew exactly when the number changes, not more often.
 */
// region: hook
export function useSecondsLeft(endsAt: number | null): number | null {
  const [, tick] = useReducer((ticks: number) => ticks + 1, 0)
  const leftMs = endsAt === null ? null : Math.max(0, endsAt - performance.now())
  const seconds = leftMs === null ? null : Math.ceil(leftMs / 1000)

  useEffect(() => {
    if (endsAt === null || seconds === null || seconds === 0) return
    const nextChange = endsAt - (seconds - 1) * 1000
    // A millisecond late rather than early: an early tick would draw the same number and wait a whole second more.
    const timer = setTimeout(tick, nextChange - performance.now() + 1)
    return () => clearTimeout(timer)
  }, [endsAt, seconds])

  return seconds
}
// endregion: hook
