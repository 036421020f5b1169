// What each algorithm keeps in its key, and what of it counts at this moment: the reading half of its script, without
// the writing half. A peek of the script itself would not do: it repairs, and the page must show what is broken.
import type { AlgorithmName } from '../limiter/algorithms/algorithms.ts'
import type { Holds, KeyPolicy } from './contract.ts'

export type Held = { count: number | null; holds?: Holds; problem?: string }

type Command = [name: string, ...args: string[]]

export type KeyReader = {
  /** What to ask of this key; `nowUs` is Valkey's own clock. */
  ask(key: string, policy: KeyPolicy, nowUs: number): Command[]
  /** What the answers mean. A key that is not there is the empty answer of each command. */
  read(answers: unknown[], policy: KeyPolicy, nowUs: number): Held
}

const windowUsOf = ({ windowSeconds }: KeyPolicy) => windowSeconds * 1_000_000

const fixedWindow: KeyReader = {
  ask: (key) => [['get', key]],
  read([value]) {
    if (value === null) return { count: null }
    // What INCR takes for a number; it refuses " 5", "05" and "".
    if (!/^(0|-?[1-9]\d*)$/.test(String(value))) return notThat(value, 'a counter')
    // Past 2^53 a JavaScript number is no longer the one that Valkey holds: then its own digits are shown.
    if (Number.isSafeInteger(Number(value))) return { count: Number(value) }
    return notThat(value, 'a number that this page can count with')
  },
}

const slidingWindowLog: KeyReader = {
  ask(key, policy, nowUs) {
    const since = nowUs - windowUsOf(policy)
    return [
      ['zcount', key, `(${since}`, '+inf'],
      ['zcard', key],
    ]
  },
  read([inWindow, entries], { limit, algorithm }) {
    const holds = { algorithm: algorithm as 'sliding-window-log', entries: Number(entries) }
    return { count: Math.min(Number(inWindow), limit), holds }
  },
}

const slidingWindowCounter: KeyReader = {
  ask: (key) => [['hmget', key, 'startUs', 'current', 'previous']],
  read([fields], policy, nowUs) {
    const { limit } = policy
    const windowUs = windowUsOf(policy)
    const [storedUs, storedCurrent, storedPrevious] = (fields as unknown[]).map(whole)
    const startUs = nowUs - (nowUs % windowUs)
    let current = 0
    let previous = 0
    if ((storedUs ?? 0) >= startUs) {
      current = Math.min(storedCurrent ?? 0, limit)
      previous = Math.min(storedPrevious ?? 0, limit)
    } else if ((storedUs ?? 0) >= startUs - windowUs) {
      previous = Math.min(storedCurrent ?? 0, limit)
    }
    const overlap = Math.floor((previous * (startUs + windowUs - nowUs)) / windowUs)
    return {
      count: Math.min(current + overlap, limit),
      holds: { algorithm: 'sliding-window-counter', current, previous },
    }
  },
}

const tokenBucket: KeyReader = {
  ask: (key) => [['get', key]],
  read([value], policy, nowUs) {
    if (value === null) return { count: null }
    const stored = /^(\d+) (\d+)$/.exec(String(value))
    if (!stored) return notThat(value, 'a token bucket')
    const intervalUs = Math.ceil(windowUsOf(policy) / policy.limit)
    const refilledUs = Math.min(Number(stored[2]), nowUs)
    const earned = Math.floor((nowUs - refilledUs) / intervalUs)
    const tokens = Math.min(Number(stored[1]) + earned, policy.limit)
    return { count: policy.limit - tokens, holds: { algorithm: 'token-bucket', tokens } }
  },
}

const gcra: KeyReader = {
  ask: (key) => [['get', key]],
  read([value], policy, nowUs) {
    if (value === null) return { count: null }
    if (!/^\d+$/.test(String(value))) return notThat(value, 'a time in microseconds')
    const intervalUs = Math.ceil(windowUsOf(policy) / policy.limit)
    const quotaUs = policy.limit * intervalUs
    const aheadUs = Math.min(Math.max(Number(value) - nowUs, 0), quotaUs)
    return {
      count: Math.ceil(aheadUs / intervalUs),
      holds: { algorithm: 'gcra', arrivalAt: Math.ceil(Number(value) / 1000) },
    }
  },
}

export const keyReaders: Record<AlgorithmName, KeyReader> = {
  'fixed-window': fixedWindow,
  'sliding-window-log': slidingWindowLog,
  'sliding-window-counter': slidingWindowCounter,
  'token-bucket': tokenBucket,
  gcra,
}

function whole(text: unknown): number {
  return /^\d+$/.test(String(text)) ? Number(text) : 0
}

function notThat(value: unknown, expected: string): Held {
  return {
    count: null,
    problem: `The key holds ${JSON.stringify(String(value).slice(0, 40))}, not ${expected}.`,
  }
}
