// What Valkey holds now. Hits are told by the limiter as they happen; anything else that moves a key (valkey-cli, the
// end of a window) is found by reading the known keys again once a second while somebody is watching.
import type { Redis } from 'ioredis'
import type { Channel } from './channel.ts'
import type { KeyState } from './contract.ts'
import { readKeys } from './read-keys.ts'

export type KeyWatch = {
  /** The limiter counted a request: tells it to the channel. */
  hit(hit: { key: string; count: number; ttlMs: number }): void
  /** Reads all known keys and `key`; false when Valkey did not answer. Changes are told to the channel. */
  refresh(key?: string): Promise<boolean>
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

/** `policy` is the limit that the shown counters are measured against. Errors of a re-read go to `onError`. */
export function createKeyWatch({
  valkey,
  channel,
  policy,
  onError,
}: {
  valkey: Redis
  channel: Channel
  policy: { limit: number; windowSeconds: number }
  onError: (error: unknown) => void
}): KeyWatch {
  const known = new Map<string, Known>()
  const watched = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined
  let nextReadAt = Number.POSITIVE_INFINITY

  function remember(state: KeyState): void {
    const readAt = performance.now()
    known.delete(state.key)
    known.set(state.key, { state, readAt })
    if (state.ttlMs >= 0 && readAt + state.ttlMs < nextReadAt) schedule(state.ttlMs + endedMs)
    if (known.size <= maxKnownKeys) return
    for (const key of known.keys()) {
      if (watched.has(key)) continue
      known.delete(key)
      return
    }
  }

  async function refresh(key?: string): Promise<boolean> {
    const keys = [...new Set([...known.keys(), ...watched.keys(), ...(key ? [key] : [])])]
    const before = new Map(keys.map((name) => [name, known.get(name)]))
    let readings: Omit<KeyState, 'limit' | 'windowSeconds'>[]
    try {
      readings = await readKeys(valkey, keys)
    } catch (error) {
      onError(error)
      return false
    }
    for (const reading of readings) {
      const previous = before.get(reading.key)
      // A hit overtook this reading: what the hit said is newer.
      if (known.get(reading.key) !== previous) continue
      const state = { ...reading, ...policy }
      if (previous && !changed(countDown(previous), state)) continue
      if (!previous && state.ttlMs === -2) continue
      if (state.ttlMs === -2) known.delete(state.key)
      else remember(state)
      channel.publish({ event: 'key', data: state })
    }
    return true
  }

  function schedule(delayMs: number): void {
    clearTimeout(timer)
    nextReadAt = Number.POSITIVE_INFINITY
    if (watched.size === 0) return
    nextReadAt = performance.now() + delayMs
    timer = setTimeout(async () => {
      const answered = await refresh()
      schedule(answered ? nextReadMs(known.values()) : readEveryMs)
    }, delayMs)
  }

  return {
    hit({ key, count, ttlMs }) {
      const state = { key, count, ttlMs, ...policy }
      remember(state)
      channel.publish({ event: 'hit', data: { ...state, allowed: count <= policy.limit } })
    },
    refresh,
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

/** In a second, or just after the next window ends: then the page learns at once that its counter is gone. */
function nextReadMs(known: Iterable<Known>): number {
  let next = readEveryMs
  for (const entry of known) {
    const { ttlMs } = entry.state
    if (ttlMs >= 0) next = Math.min(next, ttlMs - (performance.now() - entry.readAt) + endedMs)
  }
  return Math.max(20, next)
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
