// What Valkey holds now. Hits are told by the limiter as they happen; anything else that moves a key (valkey-cli, the
// end of a window) is found by reading the known keys again once a second while somebody is watching.
import type { Channel, EventOf } from './channel.ts'
import type { KeyEvents, KeyPolicy, KeyState } from './contract.ts'
import { countDown, createKnownKeys, endOf, type KnownKey } from './known-keys.ts'
import type { ReadKeys } from './read-keys.ts'
import { createReadingClock } from './reading-clock.ts'

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

const readEveryMs = 1000
/** A window is looked at again this long after its end, when Valkey surely has let the key go. */
const endedMs = 2

/**
 * `readKeys` reads what Valkey holds. `policy` is what a key counts for until a hit on it says otherwise; `policyOf` may
 * know better from a key's name. Errors of a re-read go to `onError`.
 */
export function createKeyWatch({
  readKeys,
  channel,
  policy,
  policyOf = () => ({}),
  onError,
}: {
  readKeys: ReadKeys
  channel: Pick<Channel<EventOf<KeyEvents>>, 'publish'>
  policy: { limit: number; windowSeconds: number }
  policyOf?: (key: string) => Partial<KeyPolicy>
  onError: (error: unknown) => void
}): KeyWatch {
  const watched = new Map<string, number>()
  const known = createKnownKeys({
    isWatched: (key) => watched.has(key),
    onForgotten: (count) => channel.publish({ event: 'forgotten', data: { count } }),
  })
  const clock = createReadingClock({
    isOn: () => watched.size > 0,
    read: readDue,
    nextMs: nextReadMs,
    retryMs: readEveryMs,
  })
  let nextFullReadAt = 0

  function remember(state: KeyState): void {
    known.remember(state)
    if (state.ttlMs >= 0) clock.readWithin(state.ttlMs + endedMs)
  }

  function policyFor(key: string): KeyPolicy {
    const { limit, windowSeconds, algorithm } = known.find(key)?.state ?? {
      algorithm: 'fixed-window' as const,
      ...policy,
      ...policyOf(key),
    }
    return { limit, windowSeconds, algorithm }
  }

  function refresh(more: string[] = []): Promise<boolean> {
    nextFullReadAt = performance.now() + readEveryMs
    return read([...new Set([...known.names(), ...watched.keys(), ...more])])
  }

  /** Between two full readings only the windows that have just ended are read: many keys end at many times. */
  function readDue(): Promise<boolean> {
    const now = performance.now()
    if (now >= nextFullReadAt - endedMs) return refresh()
    return read(known.names((one) => endOf(one) <= now))
  }

  async function read(keys: string[]): Promise<boolean> {
    const before = new Map(keys.map((key) => [key, known.find(key)]))
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
      if (known.find(state.key) !== previous) continue
      if (previous && !hasMoved(countDown(previous), state)) {
        tellHeld(previous, state)
        continue
      }
      if (!previous && state.ttlMs === -2) continue
      if (state.ttlMs === -2) known.forget(state.key)
      else remember(state)
      channel.publish({ event: 'key', data: state })
    }
    return true
  }

  async function readUsed(used: UsedKey[]): Promise<boolean> {
    const policies = new Map(
      used.map(({ key, policy }) => [key, { key, ...policyFor(key), ...policy }]),
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
      if (state.ttlMs === -2) known.forget(key)
      if (state.count === null) channel.publish({ event: 'key', data: state })
      else channel.publish({ event: 'hit', data: { ...state, allowed } })
    }
    return true
  }

  /** A hit tells the count but not what is stored: that is told when it is read, as an event of its own. */
  function tellHeld(previous: KnownKey, state: KeyState): void {
    if (holdsTheSame(previous.state, state)) return
    const held = heldOf(state)
    previous.state = { ...previous.state, ...held }
    channel.publish({ event: 'held', data: { key: state.key, ...held } })
  }

  /** When the next full reading is due, or just after the next window ends: then the page learns at once that its counter is gone. */
  function nextReadMs(): number {
    let next = nextFullReadAt
    for (const one of known.all()) next = Math.min(next, endOf(one) + endedMs)
    return Math.max(20, next - performance.now())
  }

  return {
    hit({ key, count, ttlMs, allowed, ...own }) {
      const { type, memory, holds } = known.find(key)?.state ?? {}
      const { limit, windowSeconds, algorithm } = { ...policyFor(key), ...own }
      const state = {
        key,
        count,
        ttlMs,
        limit,
        windowSeconds,
        algorithm,
        // What was last read of it stays until it is read again.
        ...heldOf({ type, memory, holds: holds?.algorithm === algorithm ? holds : undefined }),
      }
      remember(state)
      channel.publish({ event: 'hit', data: { ...state, allowed: allowed ?? count <= limit } })
    },
    used: readUsed,
    refresh,
    look: (keys) => read([...new Set(keys)]),
    forgotten: known.forgotten,
    now: () => known.all().map(countDown),
    watch(key) {
      watched.set(key, (watched.get(key) ?? 0) + 1)
      if (watched.size === 1) clock.readIn(readEveryMs)
      return () => {
        const left = (watched.get(key) ?? 1) - 1
        if (left > 0) watched.set(key, left)
        else watched.delete(key)
        if (watched.size === 0) clock.readIn(readEveryMs)
      }
    },
  }
}

/** Two readings of an untouched TTL differ by the time between them, give or take the network. */
const ttlToleranceMs = 300

/** Whether something else changed a key: the reading differs from what was `expected` at this moment. */
function hasMoved(expected: KeyState, read: KeyState): boolean {
  if (expected.count !== read.count || expected.problem !== read.problem) return true
  if (expected.ttlMs < 0 || read.ttlMs < 0) return expected.ttlMs !== read.ttlMs
  return Math.abs(expected.ttlMs - read.ttlMs) > ttlToleranceMs
}

/** What a hit does not tell of a key, and a reading does: its type, its memory and what it holds. */
type Held = Pick<KeyState, 'type' | 'memory' | 'holds'>
type MaybeHeld = { [Part in keyof Held]: Held[Part] | undefined }

/** What is read of a key's inside; a part that was not read is left out. */
function heldOf({ type, memory, holds }: MaybeHeld): Held {
  return {
    ...(type !== undefined && { type }),
    ...(memory !== undefined && { memory }),
    ...(holds && { holds }),
  }
}

function holdsTheSame(one: Held, other: Held): boolean {
  return (
    one.type === other.type &&
    one.memory === other.memory &&
    JSON.stringify(one.holds) === JSON.stringify(other.holds)
  )
}
