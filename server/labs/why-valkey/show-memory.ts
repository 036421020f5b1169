// Claim 2, "memory efficiency": the memory of one counter of the limiter, as the server itself reports it.
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { type Compared, eachServer } from './compared.ts'
import type { MemoryEvent, MemoryResult } from './contract.ts'
import { numberOf, readInfo } from './read-info.ts'

const lua = readFileSync(
  new URL('../../limiter/algorithms/fixed-window/fixed-window.lua', import.meta.url),
  'utf8',
)
const atOnce = 1000
const windowSeconds = 3600

/** Memory per counter on a Valkey, then on a Redis where there is one. */
export function showMemory(
  compared: Compared,
  { counters }: { counters: number },
  send: (data: MemoryEvent) => void,
): Promise<void> {
  return eachServer(compared, { maxMemoryMb: 96 }, async (server, measured) => {
    const valkey = await server.connect({ settings: 'patient' })
    const result = await measureMemory({
      valkey,
      counters,
      signal: compared.signal,
      onProgress: (written, usedBytes) =>
        send({ kind: 'memory', ...measured, counters: written, usedBytes }),
    })
    send({ kind: 'memory result', ...measured, ...result })
  })
}

type MemoryOptions = {
  valkey: Redis
  counters: number
  signal: AbortSignal
  onProgress: (counters: number, usedBytes: number) => void
}

/**
 * Has the limiter's own script count one hit each of so many clients, on an empty server, and reads `used_memory`
 * before and after.
 */
async function measureMemory(options: MemoryOptions): Promise<MemoryResult> {
  const { valkey, counters, signal, onProgress } = options
  // The script, and a connection's buffers, are there before the first reading.
  const sha1 = String(await valkey.script('LOAD', lua))
  await writeCounters(valkey, sha1, 0, atOnce)
  await valkey.flushall('SYNC')
  const before = await settled(valkey, signal)
  onProgress(0, before.used)
  const tellEvery = Math.max(atOnce, Math.ceil(counters / 40 / atOnce) * atOnce)
  for (let from = 0; from < counters; from += atOnce) {
    signal.throwIfAborted()
    const to = Math.min(counters, from + atOnce)
    await writeCounters(valkey, sha1, from, to)
    if (to % tellEvery === 0 && to < counters) onProgress(to, (await readMemory(valkey)).used)
  }
  const after = await settled(valkey, signal)
  onProgress(counters, after.used)
  const held = await valkey.dbsize()
  if (held !== counters) {
    throw new Error(`${counters} counters were written, but the server holds ${held} keys.`)
  }
  return {
    counters,
    beforeBytes: before.used,
    afterBytes: after.used,
    bytesPerCounter: (after.used - before.used) / counters,
    residentPerCounter: after.resident > 0 ? (after.resident - before.resident) / counters : null,
    exampleKey: keyOf(0),
  }
}

/** Client addresses as the guide counts them, from the block 10.0.0.0/8. All have a like length. */
function keyOf(client: number): string {
  return `rate:10.${100 + (client >> 16)}.${(client >> 8) & 255}.${client & 255}`
}

async function writeCounters(valkey: Redis, sha1: string, from: number, to: number): Promise<void> {
  const pipeline = valkey.pipeline()
  for (let client = from; client < to; client += 1) {
    pipeline.evalsha(sha1, 1, keyOf(client), windowSeconds)
  }
  for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error
}

/** A table that has just grown is moved bit by bit, and a buffer given back later: the figure after it rested. */
async function settled(valkey: Redis, signal: AbortSignal) {
  const deadline = performance.now() + 5000
  let last = await readMemory(valkey)
  for (let same = 0; same < 3 && performance.now() < deadline; ) {
    await wait(150, null, { signal })
    const now = await readMemory(valkey)
    same = Math.abs(now.used - last.used) < 1024 ? same + 1 : 0
    last = now
  }
  return last
}

async function readMemory(valkey: Redis) {
  const fields = readInfo(await valkey.info('memory'))
  return { used: numberOf(fields, 'used_memory'), resident: numberOf(fields, 'used_memory_rss') }
}
