// The hits that share one script call, and how its reply is handed out among them.

import type { TraceNotes } from '../../script.ts'
import type { Hit } from './fixed-window.ts'

/** The hits that wait for one call: each key once, with those who wait for it in the order they came. */
export type Batch = Map<string, Waiting[]>
export type Waiting = {
  resolve(hit: Hit): void
  reject(error: unknown): void
  notes: TraceNotes | undefined
}

/** `count, ttlMs, count, ttlMs, …` as fixed-window-batch.lua returns it; a string is Valkey's error for that key. */
export type BatchReply = (number | string)[]

/** Who is told what: those who wait, or in their place whoever hears about late answers. */
export type Told = {
  hit(waiting: Waiting, hit: Hit): void
  error(waiting: Waiting, error: unknown): void
}

/** A key's last hit has the number Valkey gave; those before it have the ones before that. */
export function handOut(batch: Batch, reply: BatchReply, told: Told): void {
  let at = 0
  for (const [key, waiting] of batch) {
    const last = reply[at]
    const ttlMs = Number(reply[at + 1])
    at += 2
    if (typeof last === 'number') {
      let count = last - waiting.length
      for (const one of waiting) {
        count += 1
        told.hit(one, { key, count, ttlMs })
      }
    } else {
      const error = new Error(last ?? `Valkey gave no count for ${JSON.stringify(key)}`)
      for (const one of waiting) told.error(one, error)
    }
  }
}

/** Everybody hears the same error. */
export function failAll(batch: Batch, error: unknown, told: Told): void {
  for (const waiting of batch.values()) for (const one of waiting) told.error(one, error)
}

/** Notes the call for each hit that is traced: of keys, arguments and reply only what is its own. */
export function noteCall(
  batch: Batch,
  { reply, sentAt, windowSeconds }: { reply: BatchReply; sentAt: number; windowSeconds: number },
): void {
  const answeredAt = performance.now()
  let sharedBy = 0
  for (const waiting of batch.values()) sharedBy += waiting.length
  // A lone hit goes out with the fixed window's script, and one hit on each key without their numbers (group-commit.ts).
  const script = sharedBy === 1 ? 'fixed-window.lua' : 'fixed-window-batch.lua'
  const counts = sharedBy > batch.size
  let at = 0
  for (const [key, waiting] of batch) {
    const call = {
      ...{ script, keys: [key], sharedBy, sentAt, answeredAt },
      args: counts ? [windowSeconds, waiting.length] : [windowSeconds],
      reply: reply.slice(at, at + 2),
    }
    for (const { notes } of waiting) if (notes) notes.call = call
    at += 2
  }
}
