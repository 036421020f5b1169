// What Valkey holds now. Hits are told by the limiter as they happen; anything else that moves a key (valkey-cli, the
// end of a window) is found by reading the known keys again once a second while somebody is watching.
import type { Channel } from './channel.ts'
import type { KeyPolicy, KeyState } from './contract.ts'
import type { ReadKeys } from './read-keys.ts'

/** What the limiter says about a request that it counted; without a policy of its own it is the watch's. */
export type WatchedHit = {
  key: string
  count: number
  ttlMs: number
  allowed?: boolean
} & Partial<KeyPolicy>

/** A key that another limiter used for a request, and what it said of its policy. */
export type UsedKey = {
  key: string
  allowed: boolean
  policy: { limit: number; windowSeconds: number } | null
}

export type KeyWatch = {
  /** The limiter counted a request: tells it to the channel. */
  hit(hit: WatchedHit): void
  /**
   * Another limiter used these keys, each for a request: reads them and tells what it finds as hits. False when Valkey
   * did not answer.
   */
  used(used: UsedKey[]): Promise<boolean>
  /**
   * Reads all known keys and these, which are known from then on if they are there; false when Valkey did not answer.
   * Changes are told to the channel.
   */
  refresh(keys?: string[]): Promise<boolean>
  /** Reads these keys alone: as `refresh` for them, and nothing for none. */
  look(keys: string[]): Promise<boolean>
  /** How many keys were let go because there were more than are kept. */
  forgotten(): number
  /** The known keys, their TTL counted down to this moment. */
  now(): KeyState[]
  /** Keeps `key` known and everything re-read once a second until the returned function is called. */
  watch(key: string): () => void
}

type Known = { state: KeyState; readAt: number }

const readEveryMs = 1000
/** Past this many the ones not seen for longest are forgotten: memory and the pipeline stay bounded. */
const maxKnownKeys = 1000
/** Two readings of an untouched TTL differ by the time between them, give or take the network. */
const ttlToleranceMs = 300
/** A window is looked at again this long after its end, when Valkey surely has let the key go. */
const endedMs = 2
/** A thousand keys let go at once are told as one number. */
const tellForgottenMs = 100

/**
 * `readKeys` reads what Valkey holds. `policy` is what a key counts for until a hit on it says otherwise; `policyOf` may know better from a key's name.
 * Errors of a re-read go to `onError`.
 */
export function createKeyWatch({
  readKeys,
  channel,
  policy,
  policyOf = () => ({}),
  onError,
}: {
  readKeys: ReadKeys
  channel: Channel
  policy: { limit: number; windowSeconds: number }
  policyOf?: (key: string) => Partial<KeyPolicy>
  onError: (error: unknown) => void
}): KeyWatch {
  const known = new Map<string, Known>()
  const watched = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined
  let nextReadAt = Number.POSITIVE_INFINITY
  let nextFullReadAt = 0
  let forgotten = 0
  let telling = false

  function remember(state: KeyState): void {
    const readAt = performance.now()
    known.delete(state.key)
    known.set(state.key, { state, readAt })
    if (state.ttlMs >= 0 && readAt + state.ttlMs < nextReadAt) schedule(state.ttlMs + endedMs)
    if (known.size <= maxKnownKeys) return
    for (const key of known.keys()) {
      if (watched.has(key)) continue
      known.delete(key)
      forgotten += 1
      if (!telling) setTimeout(tellForgotten, tellForgottenMs).unref()
      telling = true
      return
    }
  }

  function tellForgotten(): void {
    telling = false
    channel.publish({ event: 'forgotten', data: { count: forgotten } })
  }

  function policyFor(key: string): KeyPolicy {
    const { limit, windowSeconds, algorithm } = known.get(key)?.state ?? {
      algorithm: 'fixed-window' as const,
      ...policy,
      ...policyOf(key),
    }
    return { limit, windowSeconds, algorithm }
  }

  function refresh(more: string[] = []): Promise<boolean> {
    nextFullReadAt = performance.now() + readEveryMs
    return read([...new Set([...known.keys(), ...watched.keys(), ...more])])
  }

  /** Between two full readings only the windows that have just ended are read: many keys end at many times. */
  function readDue(): Promise<boolean> {
    const now = performance.now()
    if (now >= nextFullReadAt - endedMs) return refresh()
    return read([...known].filter(([, entry]) => endOf(entry) <= now).map(([key]) => key))
  }

  async function read(keys: string[]): Promise<boolean> {
    const before = new Map(keys.map((key) => [key, known.get(key)]))
    let readings: KeyState[]
    try {
      readings = await readKeys(keys.map((key) => ({ key, ...policyFor(key) })))
    } catch (error) {
      onError(error)
      return false
    }
    for (const state of readings) {
      const previous = before.get(state.key)
      // A hit overtook this reading: what the hit said is newer.
      if (known.get(state.key) !== previous) continue
      if (previous && !changed(countDown(previous), state)) {
        tellHeld(previous, state)
        continue
      }
      if (!previous && state.ttlMs === -2) continue
      if (state.ttlMs === -2) known.delete(state.key)
      else remember(state)
      channel.publish({ event: 'key', data: state })
    }
    return true
  }

  async function readUsed(used: UsedKey[]): Promise<boolean> {
    const policies = new Map(
      used.map(({ key, policy: told }) => [key, { key, ...policyFor(key), ...told }]),
    )
    let readings: KeyState[]
    try {
      readings = await readKeys([...policies.values()])
    } catch (error) {
      onError(error)
      return false
    }
    const read = new Map(readings.map((state) => [state.key, state]))
    for (const state of readings) remember(state)
    for (const { key, allowed } of used) {
      const state = read.get(key)
      if (!state) continue
      if (state.ttlMs === -2) known.delete(key)
      if (state.count === null) channel.publish({ event: 'key', data: state })
      else channel.publish({ event: 'hit', data: { ...state, allowed } })
    }
    return true
  }

  /** A hit tells the count but not what is stored: that is told when it is read, as an event of its own. */
  function tellHeld(previous: Known, { key, type, memory, holds }: KeyState): void {
    const before = previous.state
    const held = {
      ...(type !== undefined && { type }),
      ...(memory !== undefined && { memory }),
      ...(holds && { holds }),
    }
    const same = before.type === type && before.memory === memory
    if (same && JSON.stringify(before.holds) === JSON.stringify(holds)) return
    previous.state = { ...before, ...held }
    channel.publish({ event: 'held', data: { key, ...held } })
  }

  function schedule(delayMs: number): void {
    clearTimeout(timer)
    nextReadAt = Number.POSITIVE_INFINITY
    if (watched.size === 0) return
    nextReadAt = performance.now() + delayMs
    timer = setTimeout(async () => {
      const answered = await readDue()
      schedule(answered ? nextReadMs() : readEveryMs)
    }, delayMs)
  }

  /** When the next full reading is due, or just after the next window ends: then the page learns at once that its counter is gone. */
  function nextReadMs(): number {
    let next = nextFullReadAt
    for (const entry of known.values()) next = Math.min(next, endOf(entry) + endedMs)
    return Math.max(20, next - performance.now())
  }

  return {
    hit({ key, count, ttlMs, allowed, ...own }) {
      const { type, memory, holds } = known.get(key)?.state ?? {}
      const { limit, windowSeconds, algorithm } = { ...policyFor(key), ...own }
      const state = {
        ...{ key, count, ttlMs, limit, windowSeconds, algorithm },
        // What was last read of it stays until it is read again.
        ...(type !== undefined && { type }),
        ...(memory !== undefined && { memory }),
        ...(holds?.algorithm === algorithm && { holds }),
      }
      remember(state)
      channel.publish({ event: 'hit', data: { ...state, allowed: allowed ?? count <= limit } })
    },
    used: readUsed,
    refresh,
    look: (keys) => read([...new Set(keys)]),
    forgotten: () => forgotten,
    now: () => [...known.values()].map(countDown),
    watch(key) {
      watched.set(key, (watched.get(key) ?? 0) + 1)
      if (watched.size === 1) schedule(readEveryMs)
      return () => {
        const left = (watched.get(key) ?? 1) - 1
        if (left > 0) watched.set(key, left)
        else watched.delete(key)
        if (watched.size === 0) schedule(readEveryMs)
      }
    },
  }
}

/** On performance.now()'s clock; never, for a key without expiry. */
function endOf({ state, readAt }: Known): number {
  return state.ttlMs < 0 ? Number.POSITIVE_INFINITY : readAt + state.ttlMs
}

function countDown({ state, readAt }: Known): KeyState {
  if (state.ttlMs < 0) return state
  return { ...state, ttlMs: Math.max(0, Math.round(state.ttlMs - (performance.now() - readAt))) }
}

function changed(expected: KeyState, read: KeyState): boolean {
  if (expected.count !== read.count || expected.problem !== read.problem) return true
  if (expected.ttlMs < 0 || read.ttlMs < 0) return expected.ttlMs !== read.ttlMs
  return Math.abs(expected.ttlMs - read.ttlMs) > ttlToleranceMs
}
