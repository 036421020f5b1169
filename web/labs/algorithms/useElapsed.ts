import { useEffect, useState } from 'react'

/** Milliseconds since `running` became true, counted on ten times a second; null while it is false. */
export function useElapsed(running: boolean): number | null {
  const [elapsedMs, setElapsedMs] = useState<number | null>(null)
  useEffect(() => {
    if (!running) return
    const startedAt = performance.now()
    const everyMs = matchMedia('(prefers-reduced-motion: reduce)').matches ? 1000 : 100
    const timer = setInterval(() => setElapsedMs(performance.now() - startedAt), everyMs)
    return () => {
      clearInterval(timer)
      setElapsedMs(null)
    }
  }, [running])
  return elapsedMs
}
