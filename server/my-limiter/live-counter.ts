// What the last answer of the learner's limiter says about its client, for as long as that is valid.
import type { LastAnswer, LiveCounter } from './contract.ts'
import type { Answer } from './hand-over.ts'
import { readAnswer, readPolicy } from './read-answer.ts'

export type Counter = {
  /** It has answered a request that it counted on `key`. */
  answered(key: string, answer: Pick<Answer, 'status' | 'headers'>): void
  /** Its milliseconds are from this moment on; null while nothing was answered. */
  now(): LiveCounter | null
  forget(): void
}

const longestTimerMs = 2 ** 31 - 1
const nothing: LastAnswer = { remaining: null, resetMs: null, retryAfterMs: null, refused: 0 }

/** `onChange` is called after each answer, and when a time that an answer names is over. */
export function createLiveCounter(onChange: () => void): Counter {
  let last: (LiveCounter & { at: number }) | null = null
  let timer: NodeJS.Timeout | undefined

  function now(): LiveCounter | null {
    if (!last) return null
    const { key, policy, answer, at } = last
    return { key, policy, answer: after(answer, performance.now() - at) }
  }

  function waitForItsEnd(): void {
    clearTimeout(timer)
    const { retryAfterMs, resetMs } = now()?.answer ?? nothing
    const ends = [retryAfterMs, resetMs].filter((ms) => ms !== null)
    const soonest = Math.min(...ends)
    if (soonest > longestTimerMs) return
    timer = setTimeout(() => {
      onChange()
      waitForItsEnd()
    }, soonest + 1)
    timer.unref()
  }

  return {
    now,
    answered(key, { status, headers }) {
      const before = last?.key === key ? (now()?.answer.refused ?? 0) : 0
      const answer = readAnswer({ status, headers }, before)
      last = { key, policy: readPolicy(headers), answer, at: performance.now() }
      onChange()
      waitForItsEnd()
    },
    forget() {
      clearTimeout(timer)
      last = null
    },
  }
}

function after(answer: LastAnswer, ms: number): LastAnswer {
  const left = (of: number | null) => (of !== null && of > ms ? of - ms : null)
  // At t all of the quota is back, so nothing of the answer holds any more.
  if (answer.resetMs !== null && answer.resetMs <= ms) return nothing
  const retryAfterMs = left(answer.retryAfterMs)
  const over = answer.retryAfterMs !== null && retryAfterMs === null
  return {
    ...answer,
    resetMs: left(answer.resetMs),
    retryAfterMs,
    refused: over ? 0 : answer.refused,
  }
}
