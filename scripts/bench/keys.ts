// Does a decision get dearer when there are more counters? Four databases of the same Valkey hold 10^3 to 10^6 of them.
import type { Redis } from 'ioredis'
import { createFixedWindow } from '../../server/limiter/algorithms/fixed-window/fixed-window.ts'
import type { ValkeyAddress } from '../../server/valkey/address.ts'
import { connectValkey } from '../../server/valkey/connect.ts'
import { valkeyCpuUs } from '../../server/valkey/cpu-time.ts'
import { type Spread, spread } from './summary.ts'

export type KeysRow = { keys: number; decisionsPerSecond: Spread; valkeyUs: Spread }

const sizes = [1000, 10_000, 100_000, 1_000_000]
const prefix = 'rate:'
const windowSeconds = 36_000
/** Decisions under way at the same time. */
const concurrency = 100

const fill = `
for i = ARGV[1], ARGV[2] do
  redis.call('SET', ARGV[3] .. i, 1, 'EX', ARGV[4])
end`

/** Decisions on keys picked at random out of all that exist, the sizes taking turns. */
export async function measureKeys({
  address,
  rounds,
  seconds,
  signal,
  progress,
}: {
  address: ValkeyAddress
  rounds: number
  seconds: number
  signal: AbortSignal
  progress: (text: string) => void
}): Promise<KeysRow[]> {
  const connections = sizes.map(() => connectValkey(address, { where: 'the benchmark Valkey' }))
  try {
    const databases = []
    for (const [i, { client, ready }] of connections.entries()) {
      const cause = await ready(5000)
      if (cause) throw new Error(cause.sentence)
      const keys = sizes[i] ?? 0
      progress(`${keys.toLocaleString('en')} keys are put into Valkey`)
      await client.select(i + 1)
      await createKeys(client, keys, signal)
      databases.push({ client, keys, speeds: [] as number[], costs: [] as number[] })
    }
    for (let round = 0; round <= rounds; round += 1) {
      for (const { client, keys, speeds, costs } of databases) {
        progress(`round ${round} of ${rounds}, ${keys.toLocaleString('en')} keys`)
        const { perSecond, valkeyUs } = await decide({ client, keys, seconds, signal })
        // Round 0 warms up.
        if (round > 0) speeds.push(perSecond)
        if (round > 0) costs.push(valkeyUs)
      }
    }
    return databases.map(({ keys, speeds, costs }) => {
      return { keys, decisionsPerSecond: spread(speeds), valkeyUs: spread(costs) }
    })
  } finally {
    for (const connection of connections) connection.close()
  }
}

async function createKeys(client: Redis, keys: number, signal: AbortSignal): Promise<void> {
  const atOnce = 2000
  for (let from = 1; from <= keys; from += atOnce) {
    signal.throwIfAborted()
    const to = Math.min(keys, from + atOnce - 1)
    await client.eval(fill, 0, from, to, prefix, windowSeconds)
  }
}

async function decide({
  client,
  keys,
  seconds,
  signal,
}: {
  client: Redis
  keys: number
  seconds: number
  signal: AbortSignal
}): Promise<{ perSecond: number; valkeyUs: number }> {
  const hit = createFixedWindow({ valkey: client, windowSeconds })
  const cpuBefore = await valkeyCpuUs(client)
  const began = performance.now()
  const end = began + seconds * 1000
  let decisions = 0
  async function keepDeciding(): Promise<void> {
    while (performance.now() < end && !signal.aborted) {
      const { count } = await hit(prefix + (1 + Math.floor(Math.random() * keys)))
      if (count < 2) throw new Error(`a key of ${keys} was not there: the figures would be wrong`)
      decisions += 1
    }
  }
  await Promise.all(Array.from({ length: concurrency }, keepDeciding))
  signal.throwIfAborted()
  const perSecond = (decisions / (performance.now() - began)) * 1000
  return { perSecond, valkeyUs: ((await valkeyCpuUs(client)) - cpuBefore) / decisions }
}
