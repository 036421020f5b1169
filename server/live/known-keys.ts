import type { KeyState } from './contract.ts'

export type KnownKey = { state: KeyState; readAt: number }

export type KnownKeys = {
  find(key: string): KnownKey | undefined
  /** Notes what is known of a key from this moment on. */
  remember(state: KeyState): void
  forget(key: string): void
  all(): KnownKey[]
  /** The names of all, or of those that are `which`. */
  names(which?: (one: KnownKey) => boolean): string[]
  /** How many were let go because there were more than are kept. */
  forgotten(): number
}

/** Past this many the ones not seen for longest are forgotten: memory and the pipeline stay bounded. */
const maxKnownKeys = 1000
/** A thousand keys let go at once are told as one number. */
const tellForgottenMs = 100

/** What is known of a keyspace's keys, at most a thousand of them. A key that `isWatched` is kept; `onForgotten` is told how many were not. */
export function createKnownKeys({
  isWatched,
  onForgotten,
}: {
  isWatched: (key: string) => boolean
  onForgotten: (count: number) => void
}): KnownKeys {
  const known = new Map<string, KnownKey>()
  let forgotten = 0
  let telling = false

  function letOneGo(): void {
    for (const key of known.keys()) {
      if (isWatched(key)) continue
      known.delete(key)
      forgotten += 1
      if (!telling) setTimeout(tellForgotten, tellForgottenMs).unref()
      telling = true
      return
    }
  }

  function tellForgotten(): void {
    telling = false
    onForgotten(forgotten)
  }

  return {
    find: (key) => known.get(key),
    remember(state) {
      known.delete(state.key)
      known.set(state.key, { state, readAt: performance.now() })
      if (known.size > maxKnownKeys) letOneGo()
    },
    forget: (key) => void known.delete(key),
    all: () => [...known.values()],
    names: (which = () => true) => [...known].filter(([, one]) => which(one)).map(([key]) => key),
    forgotten: () => forgotten,
  }
}

/** When its window ends, on performance.now()'s clock; never, for a key without expiry. */
export function endOf({ state, readAt }: KnownKey): number {
  return state.ttlMs < 0 ? Number.POSITIVE_INFINITY : readAt + state.ttlMs
}

/** Its state with the TTL as it is at this moment. */
export function countDown({ state, readAt }: KnownKey): KeyState {
  if (state.ttlMs < 0) return state
  return { ...state, ttlMs: Math.max(0, Math.round(state.ttlMs - (performance.now() - readAt))) }
}
