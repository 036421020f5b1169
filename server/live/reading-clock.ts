export type ReadingClock = {
  /** The next reading is this far away, whatever was planned. */
  readIn(delayMs: number): void
  /** The next reading is this far away at the latest. */
  readWithin(delayMs: number): void
}

/**
 * Calls `read` again and again while `isOn`, each time after what `nextMs` says; `retryMs` after a reading that got no
 * answer (false).
 */
export function createReadingClock({
  isOn,
  read,
  nextMs,
  retryMs,
}: {
  isOn: () => boolean
  read: () => Promise<boolean>
  nextMs: () => number
  retryMs: number
}): ReadingClock {
  let timer: NodeJS.Timeout | undefined
  let nextAt = Number.POSITIVE_INFINITY

  function readIn(delayMs: number): void {
    clearTimeout(timer)
    nextAt = Number.POSITIVE_INFINITY
    if (!isOn()) return
    nextAt = performance.now() + delayMs
    timer = setTimeout(async () => {
      const answered = await read()
      readIn(answered ? nextMs() : retryMs)
    }, delayMs)
  }

  return {
    readIn,
    readWithin(delayMs) {
      if (performance.now() + delayMs < nextAt) readIn(delayMs)
    },
  }
}
