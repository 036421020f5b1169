import type { Redis } from 'ioredis'
import { algorithms } from '../limiter/algorithms/algorithms.ts'
import { slotOf } from '../limiter/keys/hash-tag.ts'
import type { Holds, KeyPolicy, KeyState } from './contract.ts'

export type WatchedKey = KeyPolicy & { key: string }
export type ReadKeys = (keys: WatchedKey[]) => Promise<KeyState[]>
/** So many keys take a few milliseconds; of a thousand at once, every request would feel the pause. */
const atOnce = 100

type Reply = [error: Error | null, value: unknown]

/**
 * Returns what reads keys as Valkey holds them, a hundred in one pipeline (on a cluster one per keyspace): for each PTTL, TYPE, MEMORY USAGE and what its
 * algorithm keeps. Never SCAN or KEYS. A key that holds something else than its algorithm's is a reading with a
 * `problem`. Where MEMORY USAGE is refused, as some managed services do, `memory` is null from then on.
 * Rejects when Valkey does not answer.
 */
export function createKeysReader(valkey: Redis): ReadKeys {
  let memoryIsAllowed = true

  return valkey.isCluster ? readBySlot : readInHundreds

  async function readInHundreds(keys: WatchedKey[]): Promise<KeyState[]> {
    const states: KeyState[] = []
    for (let at = 0; at < keys.length; at += atOnce) {
      states.push(...(await readTogether(keys.slice(at, at + atOnce))))
    }
    return states
  }

  /** A cluster takes a pipeline for one slot: those of a keyspace share theirs. */
  async function readBySlot(keys: WatchedKey[]): Promise<KeyState[]> {
    const slots = new Map<number, WatchedKey[]>()
    for (const watched of keys) {
      const slot = slotOf(watched.key)
      slots.set(slot, [...(slots.get(slot) ?? []), watched])
    }
    const read = new Map<WatchedKey, KeyState>()
    const readGroup = async (group: WatchedKey[]) => {
      for (const [i, state] of (await readInHundreds(group)).entries()) {
        const watched = group[i]
        if (watched) read.set(watched, state)
      }
    }
    await Promise.all(Array.from(slots.values(), readGroup))
    return keys.flatMap((watched) => read.get(watched) ?? [])
  }

  async function readTogether(keys: WatchedKey[]): Promise<KeyState[]> {
    const nowUs = await serverTime(valkey, keys)
    const pipeline = valkey.pipeline()
    const askMemory = memoryIsAllowed
    for (const watched of keys) {
      const { key, algorithm } = watched
      pipeline.pttl(key).type(key)
      if (askMemory) pipeline.call('MEMORY', 'USAGE', key)
      for (const [name, ...args] of algorithms[algorithm].lookAt(key, watched, nowUs)) {
        pipeline.call(name, ...args)
      }
    }
    const replies = ((await pipeline.exec()) ?? []).values() as IterableIterator<Reply>
    const next = (): Reply => replies.next().value ?? [new Error('no reply'), null]
    return keys.map((watched) => {
      const [ttlError, ttlMs] = next()
      const [typeError, type] = next()
      const [memoryError, memory] = askMemory ? next() : []
      const asked = algorithms[watched.algorithm].lookAt(watched.key, watched, nowUs).map(next)
      if (ttlError) throw ttlError
      if (memoryError) memoryIsAllowed = false
      // It may end between the commands; then PTTL has the last word.
      if (ttlMs === -2) return { ...policyOf(watched), count: null, ttlMs: -2 }
      return {
        ...policyOf(watched),
        ttlMs: Number(ttlMs),
        ...(!typeError && type !== 'none' && { type: String(type) }),
        memory: askMemory && !memoryError && memory !== null ? Number(memory) : null,
        ...readHeld(watched, asked, nowUs),
      }
    })
  }
}

function policyOf({ key, limit, windowSeconds, algorithm }: WatchedKey): WatchedKey {
  return { key, limit, windowSeconds, algorithm }
}

function readHeld(
  watched: WatchedKey,
  asked: Reply[],
  nowUs: number,
): Pick<KeyState, 'count' | 'holds' | 'problem'> {
  const error = asked.find(([failed]) => failed)?.[0]
  if (error?.message.startsWith('WRONGTYPE')) return { count: null, problem: error.message }
  if (error) throw error
  const answers = asked.map(([, value]) => value)
  const { holds, ...held } = algorithms[watched.algorithm].readHeld(answers, watched, nowUs)
  return holds ? { ...held, holds: { algorithm: watched.algorithm, ...holds } as Holds } : held
}

/** Valkey's clock in microseconds. The fixed window alone needs none: its key ends by itself. */
async function serverTime(valkey: Redis, keys: WatchedKey[]): Promise<number> {
  if (keys.every(({ algorithm }) => algorithm === 'fixed-window')) return 0
  const [seconds, microseconds] = await valkey.time()
  return Number(seconds) * 1_000_000 + Number(microseconds)
}
