import type { Cluster, Redis } from 'ioredis'
import { type LateAnswer, withDeadline } from '../../failure/deadline.ts'
import { slotOf } from '../../keys/hash-tag.ts'
import { readLua } from '../../read-lua.ts'
import { createScript, type TraceNotes } from '../../script.ts'
import { limiterTraces } from '../../tracing.ts'
import { isForeign, type OnReplaced } from '../foreign-key.ts'
import { type Batch, type BatchReply, failAll, handOut, noteCall, type Told } from './batch.ts'
import { createFixedWindow, createFixedWindowRepair, type Hit, isRight } from './fixed-window.ts'

const lua = readLua('algorithms/fixed-window/fixed-window-batch.lua')

/**
 * The fixed window with group commit: counts exactly as `createFixedWindow` does, in fewer calls. A hit goes out at
 * once when none is under way. Otherwise it waits for the end of this turn of the event loop and goes out in one
 * script call with the others of the turn, so a busy server pays for a call per turn, not per request.
 * Who came first gets the lower number. A call that fails, or takes longer than `deadlineMs`, rejects all of its hits,
 * and then it is unknown whether they were counted; what a late call answers is told to `onLate`, once per hit. A key
 * that cannot be counted rejects only its own hits.
 * `maxBatch` bounds the different keys in a call, because Valkey does nothing else while a script runs.
 * On a cluster each hash slot has a call of its own.
 */
export function createGroupedFixedWindow({
  valkey,
  windowSeconds,
  maxBatch = 500,
  deadlineMs,
  onLate,
  onReplaced,
}: {
  valkey: Redis | Cluster
  windowSeconds: number
  maxBatch?: number
  deadlineMs?: number
  onLate?: ((late: LateAnswer<Hit>) => void) | undefined
  onReplaced?: OnReplaced | undefined
}): (key: string, notes?: TraceNotes) => Promise<Hit> {
  // To a script both are the same: the first key finds the node.
  const client = valkey as Redis
  const countOne = createFixedWindow({ valkey: client, windowSeconds, onReplaced })
  const repair = createFixedWindowRepair({ valkey: client, windowSeconds, onReplaced })
  const countMany = createScript(client, lua)
  // The node sees the key with the client's own prefix before it.
  const { keyPrefix = '' } = client.options
  const groupOf = valkey.isCluster ? (key: string) => slotOf(keyPrefix + key) : () => 0
  const collecting = new Map<number, Batch>()
  let underWay = 0
  let flushIsDue = false

  const inTime: Told = {
    hit: (waiting, hit) => waiting.resolve(hit),
    error: (waiting, error) => waiting.reject(error),
  }
  const tooLate: Told = {
    hit: (_waiting, value) => onLate?.({ status: 'fulfilled', value }),
    error: (_waiting, reason) => onLate?.({ status: 'rejected', reason }),
  }

  return function hit(key, notes) {
    if (underWay === 0 && !flushIsDue) return waitFor(countOne(key, notes), onLate)
    return new Promise((resolve, reject) => {
      const waiting = { resolve, reject, notes }
      const batch = batchOf(key)
      const others = batch.get(key)
      if (others) others.push(waiting)
      else batch.set(key, [waiting])
      if (batch.size >= maxBatch) sendEarly(key, batch)
    })
  }

  /** An answer is under way until it is there, whether or not somebody still waits for it. */
  function waitFor<T>(answer: Promise<T>, late?: (late: LateAnswer<T>) => void): Promise<T> {
    underWay += 1
    answer.then(arrived, arrived)
    return deadlineMs === undefined ? answer : withDeadline(answer, deadlineMs, { onLate: late })
  }

  function arrived(): void {
    underWay -= 1
  }

  function batchOf(key: string): Batch {
    if (!flushIsDue) {
      flushIsDue = true
      // Runs when all the sockets that were readable in this turn have been read.
      // Source: https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick
      setImmediate(flush)
    }
    const group = groupOf(key)
    const batch: Batch = collecting.get(group) ?? new Map()
    collecting.set(group, batch)
    return batch
  }

  function sendEarly(key: string, batch: Batch): void {
    collecting.delete(groupOf(key))
    void send(batch)
  }

  function flush(): void {
    flushIsDue = false
    for (const batch of collecting.values()) void send(batch)
    collecting.clear()
  }

  /** One call, one deadline. Never rejects: what goes wrong is told to those who wait. */
  async function send(batch: Batch): Promise<void> {
    const sentAt = performance.now()
    try {
      const reply = await waitFor(count(batch), (late) => {
        if (late.status === 'fulfilled') handOut(batch, late.value, tooLate)
        else failAll(batch, late.reason, tooLate)
      })
      if (limiterTraces.hasSubscribers) noteCall(batch, { reply, sentAt, windowSeconds })
      handOut(batch, reply, inTime)
    } catch (error) {
      failAll(batch, error, inTime)
    }
  }

  async function count(batch: Batch): Promise<BatchReply> {
    const keys = [...batch.keys()]
    const hits = Array.from(batch.values(), (waiting) => waiting.length)
    if (hits.some((many) => many > 1)) {
      return repaired(keys, hits, await countMany(keys, [windowSeconds, ...hits]))
    }
    const [only = ''] = keys
    // As on a server with many clients: without the ones, half as much is written and read.
    if (keys.length > 1) return repaired(keys, hits, await countMany(keys, [windowSeconds]))
    const hit = await countOne(only)
    return [hit.count, hit.ttlMs]
  }
  /** Repairs keys that something else has written into, one by one, because they are rare. */
  async function repaired(keys: string[], hits: number[], counted: unknown): Promise<BatchReply> {
    const reply = counted as BatchReply
    for (const [i, key] of keys.entries()) {
      const [count, ttlMs] = [reply[2 * i], reply[2 * i + 1]]
      if (isRight([count, ttlMs], windowSeconds)) continue
      if (typeof count === 'string' && !isForeign(count)) continue
      const right = await repair(key, hits[i] ?? 1)
      reply.splice(2 * i, 2, ...right)
    }
    return reply
  }
}
