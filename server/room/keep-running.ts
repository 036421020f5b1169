// Keeps so many processes running: one that ends is replaced.
import { setTimeout as wait } from 'node:timers/promises'

export type Running = {
  /** Resolves when it does its work; rejects when it ends before. */
  ready: Promise<unknown>
  /** Resolves, with how, when it has ended. */
  ended: Promise<string>
  /** Asks it to end; resolves when it has. */
  stop(): Promise<void>
}

const firstPauseMs = 100
const longestPauseMs = 5000
/** One that ran for this long was well: the next pause is short again. */
const wellAfterMs = 10_000

/**
 * Starts `count` processes with `start` and replaces each that ends, at once at first and after ever longer pauses while
 * it does not get ready. Rejects, with everything stopped, when the first ones do not.
 */
export async function keepRunning({
  count,
  start,
  log,
}: {
  count: number
  start: () => Running
  log: (line: string) => void
}): Promise<{ stop(): Promise<void> }> {
  const halt = new AbortController()
  const running = new Set<Running>()

  function startOne(): Running {
    const one = start()
    running.add(one)
    // Whoever waits for it hears of it; the loop below goes by its end.
    one.ready.catch(() => undefined)
    void one.ended.then(() => running.delete(one))
    return one
  }

  async function keep(first: Running): Promise<void> {
    let pauseMs = firstPauseMs
    for (let one = first; ; one = startOne()) {
      const since = performance.now()
      const how = await one.ended
      if (halt.signal.aborted) return
      if (performance.now() - since > wellAfterMs) pauseMs = firstPauseMs
      log(`A server process ended (${how}); another one starts in ${pauseMs} ms.`)
      await wait(pauseMs, undefined, { signal: halt.signal }).catch(() => undefined)
      if (halt.signal.aborted) return
      pauseMs = Math.min(2 * pauseMs, longestPauseMs)
    }
  }

  async function stop(): Promise<void> {
    halt.abort()
    await Promise.all(Array.from(running, (one) => one.stop()))
  }

  const first = Array.from({ length: count }, startOne)
  try {
    await Promise.all(first.map(({ ready }) => ready))
  } catch (error) {
    await stop()
    throw error
  }
  for (const one of first) void keep(one)
  return { stop }
}
