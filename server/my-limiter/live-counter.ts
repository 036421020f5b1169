// What the learner's limiter said last of its client, for as long as that holds.
import type { LiveCounter, Said } from './contract.ts'
import type { Answer } from './hand-over.ts'
import { policyTold, saidBy } from './policy-told.ts'

export type Counter = {
  /** It has answered a request that it counted on `key`. */
  answered(key: string, answer: Pick<Answer, 'status' | 'headers'>): void
  /** Its milliseconds are from this moment on; null while nothing was answered. */
  now(): LiveCounter | null
  forget(): void
}

const longestTimerMs = 2 ** 31 - 1
const nothing: Said = { remaining: null, resetMs: null, retryAfterMs: null, refused: 0 }

/** `tell` is called when it has changed: with an answer, and when what that said is over. */
export function createLiveCounter(tell: () => void): Counter {
  let last: (LiveCounter & { at: number }) | null = null
  let timer: NodeJS.Timeout | undefined

  function now(): LiveCounter | null {
    if (!last) return null
    const { key, policy, said, at } = last
    return { key, policy, said: after(said, performance.now() - at) }
  }

  function waitForItsEnd(): void {
    clearTimeout(timer)
    const said = now()?.said ?? nothing
    const ends = [said.retryAfterMs, said.resetMs].filter((ms) => ms !== null)
    const soonest = Math.min(...ends)
    if (soonest > longestTimerMs) return
    timer = setTimeout(() => {
      tell()
      waitForItsEnd()
    }, soonest + 1)
    timer.unref()
  }

  return {
    now,
    answered(key, answer) {
      const before = last?.key === key ? (now()?.said.refused ?? 0) : 0
      const said = saidBy(answer, before)
      last = { key, policy: policyTold(answer.headers), said, at: performance.now() }
      tell()
      waitForItsEnd()
    },
    forget() {
      clearTimeout(timer)
      last = null
    },
  }
}

function after(said: Said, ms: number): Said {
  const left = (of: number | null) => (of !== null && of > ms ? of - ms : null)
  // At t all of the quota is back, so nothing of the answer holds any more.
  if (said.resetMs !== null && said.resetMs <= ms) return nothing
  const retryAfterMs = left(said.retryAfterMs)
  const over = said.retryAfterMs !== null && retryAfterMs === null
  return { ...said, resetMs: left(said.resetMs), retryAfterMs, refused: over ? 0 : said.refused }
}
