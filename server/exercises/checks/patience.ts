// How long a check may take, and what its failure is worth on a machine that had no time for it.

const everyMs = 20
/** Checks have seconds to spare where time matters: a machine that was late by less is not why one failed. */
const usualLateMs = 400

/** Second tries come one after the other: after so long the rest are left undecided. */
const secondTriesMs = 4000

export type Machine = {
  /** For how long in all the machine had no time for the checks, as far as it is measured. */
  lateMs(): number
  /** Resolves when all until now is measured, a tenth of a second later. */
  measured(): Promise<void>
}

class TimedOut extends Error {}

/** A check failed while the machine was busy: that says nothing about the code. */
const tooBusy = new Error('This machine is too busy')

/**
 * How long a check may take, in turns of the event loop: a machine that has no time for this process is not held against
 * it. On a machine that is free, as many turns as fit into the time.
 */
export function createPatience({ lateMs, measured }: Machine) {
  let turns = 0
  let firsts = 0
  let allEnded = () => {}
  let alone: Promise<unknown> = Promise.resolve()
  let lastSecondTry: number | undefined
  // It is not what keeps the process alive.
  setInterval(() => {
    turns += 1
  }, everyMs).unref()

  return {
    /**
     * Settles as `run` does; rejects as Vitest does when that takes longer than `limitMs`. What fails while the machine is
     * late is run once more when no other check runs: alone it needs little of the machine. Rejects with "This
     * machine is too busy" when it is late then as well.
     */
    async within(limitMs: number, run: () => unknown): Promise<void> {
      firsts += 1
      const first = await attempt(limitMs, run).finally(() => {
        firsts -= 1
        if (firsts === 0) allEnded()
      })
      if (!first) return
      if (first.conclusive) throw first.error
      alone = alone.then(othersEnded)
      const second = alone.then(() => secondTry(limitMs, run))
      alone = second
      const failed = await second
      if (!failed) return
      throw failed.conclusive ? failed.error : tooBusy
    },
  }

  async function secondTry(limitMs: number, run: () => unknown) {
    lastSecondTry ??= performance.now() + secondTriesMs
    if (performance.now() > lastSecondTry) return { error: tooBusy, conclusive: true }
    return await attempt(limitMs, run)
  }

  /** Why it failed, and whether that is not because the machine was late; undefined when it did not fail. */
  async function attempt(limitMs: number, run: () => unknown) {
    const before = lateMs()
    try {
      await inTime(limitMs, run)
      return undefined
    } catch (error) {
      // A time limit that is counted in turns waits for a late machine anyway.
      const allowedMs = error instanceof TimedOut ? limitMs / 2 : usualLateMs
      await measured()
      return { error, conclusive: lateMs() - before <= allowedMs }
    }
  }

  /** Rejects as Vitest does when `run` takes longer than `limitMs`. */
  async function inTime(limitMs: number, run: () => unknown): Promise<void> {
    const began = turns
    const beganAt = performance.now()
    let watch: NodeJS.Timeout | undefined
    const over = new Promise<never>((_, reject) => {
      watch = setInterval(() => {
        if ((turns - began) * everyMs < limitMs) return
        reject(new TimedOut(`Test timed out in ${Math.round(performance.now() - beganAt)}ms.`))
      }, 5 * everyMs).unref()
    })
    try {
      await Promise.race([run(), over])
    } finally {
      clearInterval(watch)
    }
  }

  function othersEnded(): Promise<void> | undefined {
    if (firsts === 0) return undefined
    return new Promise((resolve) => {
      allEnded = resolve
    })
  }
}
