const everyMs = 20

/**
 * How long a check may take, in turns of the event loop: a machine that has no time for this process is not held against
 * it. On a machine that is free, as many turns as fit into the time.
 */
export function createPatience() {
  let turns = 0
  // It is not what keeps the process alive.
  setInterval(() => {
    turns += 1
  }, everyMs).unref()

  return {
    /** Settles as `run` does; rejects as Vitest does when that takes longer than `limitMs`. */
    async within(limitMs: number, run: () => unknown): Promise<void> {
      const began = turns
      const beganAt = performance.now()
      let watch: NodeJS.Timeout | undefined
      const over = new Promise<never>((_, reject) => {
        watch = setInterval(() => {
          if ((turns - began) * everyMs < limitMs) return
          reject(new Error(`Test timed out in ${Math.round(performance.now() - beganAt)}ms.`))
        }, 5 * everyMs).unref()
      })
      try {
        await Promise.race([run(), over])
      } finally {
        clearInterval(watch)
      }
    },
  }
}
