import type { Redis } from 'ioredis'
import type { KeyState } from './contract.ts'

export type Reading = Omit<KeyState, 'limit' | 'windowSeconds'>

/**
 * Reads these counters as Valkey holds them, all in one pipeline: GET and PTTL for each. Never SCAN or KEYS.
 * A key that holds something else than a counter is a reading with a `problem`. Rejects when Valkey does not answer.
 */
export async function readKeys(valkey: Redis, keys: string[]): Promise<Reading[]> {
  if (keys.length === 0) return []
  const pipeline = valkey.pipeline()
  for (const key of keys) pipeline.get(key).pttl(key)
  const replies = (await pipeline.exec()) ?? []
  return keys.map((key, i) => {
    const [getError, value] = replies[2 * i] ?? [new Error('no reply'), null]
    const [ttlError, ttlMs] = replies[2 * i + 1] ?? [new Error('no reply'), null]
    if (ttlError) throw ttlError
    // It may end between the two commands; then PTTL has the last word.
    if (ttlMs === -2) return { key, count: null, ttlMs: -2 }
    return { key, ttlMs: Number(ttlMs), ...readCounter(getError, value) }
  })
}

function readCounter(error: Error | null, value: unknown): Pick<KeyState, 'count' | 'problem'> {
  if (error?.message.startsWith('WRONGTYPE')) return { count: null, problem: error.message }
  if (error) throw error
  if (value === null) return { count: null }
  const count = Number(value)
  if (Number.isInteger(count)) return { count }
  return { count: null, problem: `The key holds "${String(value).slice(0, 40)}", not a counter.` }
}
