import { readFileSync } from 'node:fs'
import type { Cluster, Redis } from 'ioredis'
import { createFixedWindow, type Hit } from '../fixed-window.ts'
import { slotOf } from '../keys/hash-tag.ts'
import { createScript } from '../script.ts'

const lua = readFileSync(new URL('./fixed-window-batch.lua', import.meta.url), 'utf8')

/** The hits that wait for one call: each key once, with those who wait for it in the order they came. */
type Batch = Map<string, Waiting[]>
type Waiting = { resolve(hit: Hit): void; reject(error: unknown): void }

/**
 * The fixed window with group commit: counts exactly as `createFixedWindow` does, in fewer calls. A hit goes out at
 * once when none is under way. Otherwise it waits for the end of this turn of the event loop and goes out in one
 * script call with the others of the turn, so a busy server pays for a call per turn, not per request.
 * Who came first gets the lower number. A call that fails rejects all of its hits, and then it is unknown whether
 * they were counted; a key that cannot be counted (WRONGTYPE) rejects only its own.
 * `maxBatch` bounds the different keys in a call, because Valkey does nothing else while a script runs.
 * On a cluster each hash slot has a call of its own.
 */
export function createGroupedFixedWindow({
  valkey,
  windowSeconds,
  maxBatch = 500,
}: {
  valkey: Redis | Cluster
  windowSeconds: number
  maxBatch?: number
}): (key: string) => Promise<Hit> {
  // To a script both are the same: the first key finds the node.
  const client = valkey as Redis
  const countOne = createFixedWindow({ valkey: client, windowSeconds })
  const countMany = createScript(client, lua)
  // The node sees the key with the client's own prefix before it.
  const { keyPrefix = '' } = client.options
  const groupOf = valkey.isCluster ? (key: string) => slotOf(keyPrefix + key) : () => 0
  const collecting = new Map<number, Batch>()
  let underWay = 0
  let flushIsDue = false

  return function hit(key) {
    if (underWay === 0 && !flushIsDue) return countAtOnce(key)
    return new Promise((resolve, reject) => collect(key, { resolve, reject }))
  }

  async function countAtOnce(key: string): Promise<Hit> {
    underWay += 1
    try {
      return await countOne(key)
    } finally {
      underWay -= 1
    }
  }

  function collect(key: string, waiting: Waiting): void {
    if (!flushIsDue) {
      flushIsDue = true
      // Runs when all the sockets that were readable in this turn have been read.
      // Source: https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick
      setImmediate(flush)
    }
    const group = groupOf(key)
    const batch: Batch = collecting.get(group) ?? new Map()
    const others = batch.get(key)
    if (others) others.push(waiting)
    else batch.set(key, [waiting])
    if (batch.size < maxBatch) {
      collecting.set(group, batch)
    } else {
      collecting.delete(group)
      void send(batch)
    }
  }

  function flush(): void {
    flushIsDue = false
    for (const batch of collecting.values()) void send(batch)
    collecting.clear()
  }

  /** Never rejects: what goes wrong is told to those who wait. */
  async function send(batch: Batch): Promise<void> {
    underWay += 1
    try {
      handOut(batch, await count(batch))
    } catch (error) {
      for (const waiting of batch.values()) for (const { reject } of waiting) reject(error)
    } finally {
      underWay -= 1
    }
  }

  async function count(batch: Batch): Promise<Reply> {
    const keys = [...batch.keys()]
    const hits = Array.from(batch.values(), (waiting) => waiting.length)
    const [only] = keys
    if (only !== undefined && keys.length === 1 && hits[0] === 1) {
      const hit = await countOne(only)
      return [hit.count, hit.ttlMs]
    }
    return (await countMany(keys, [windowSeconds, ...hits])) as Reply
  }
}

/** `count, ttlMs, count, ttlMs, …` as fixed-window-batch.lua returns it; a string is Valkey's error for that key. */
type Reply = (number | string)[]

/** A key's last hit has the number Valkey gave; those before it have the ones before that. */
function handOut(batch: Batch, reply: Reply): void {
  let at = 0
  for (const [key, waiting] of batch) {
    const last = reply[at]
    const ttlMs = Number(reply[at + 1])
    at += 2
    if (typeof last === 'number') {
      const before = last - waiting.length
      waiting.forEach(({ resolve }, i) => {
        resolve({ key, count: before + i + 1, ttlMs })
      })
    } else {
      const error = new Error(last ?? `Valkey gave no count for ${JSON.stringify(key)}`)
      for (const { reject } of waiting) reject(error)
    }
  }
}
