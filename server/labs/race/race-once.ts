import { setMaxListeners } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import type { RaceFinish, RaceOptions, RaceResult, RaceVersion } from './contract.ts'
import { inArrivalOrder } from './in-arrival-order.ts'
import { openRaceClients, type RaceClient } from './race-client.ts'
import { toSteps } from './to-steps.ts'
import { type Version, versions } from './versions.ts'
import type { CommandWatch } from './watch-commands.ts'

/**
 * One race: every client counts one request on `key`, and is admitted if the number it got is within the limit.
 * `control` is a connection besides those of the clients; `watch` is missing where the commands cannot be watched. Connections are
 * closed and the key is deleted at the end, whatever happens.
 */
export async function raceOnce({
  version,
  key,
  options,
  open,
  control,
  watch,
  signal,
  onOpened,
  onStart,
}: {
  version: RaceVersion
  key: string
  options: Omit<RaceOptions, 'versions'>
  open: () => Promise<Redis>
  control: Redis
  watch: CommandWatch | undefined
  signal: AbortSignal
  onOpened: (connected: number) => void
  onStart: () => void
}): Promise<RaceResult> {
  const { limit, windowSeconds, withinMs } = options
  const racing = versions[version]
  const clients: RaceClient[] = []
  const close = () => {
    for (const { valkey } of clients) valkey.disconnect()
  }
  signal.addEventListener('abort', close)
  try {
    await openRaceClients({ clients: options.clients, open, opened: clients, onOpened })
    signal.throwIfAborted()
    // A server that has been up for a while knows the script; without this, the first calls would send its text.
    await racing.increment(control, `${key}:warm-up`, 1)
    const crashed = options.crash ? letTheFirstCrash(clients, racing) : new Set<RaceClient>()
    if (!options.crash) for (const client of clients) client.record(() => {})
    onStart()
    // As many waits as clients may listen to it.
    setMaxListeners(0, signal)
    const finished = await Promise.all(
      clients.map(async (client): Promise<RaceFinish> => {
        if (withinMs > 0) await wait(Math.random() * withinMs, undefined, { signal })
        return finish({ client, racing, key, limit, windowSeconds, crashed })
      }),
    )
    signal.throwIfAborted()
    await watch?.caughtUp(control)
    const [stored, ttlMs] = await Promise.all([control.get(key), control.pttl(key)])
    const { steps, finishes } = inArrivalOrder(
      watch ? toSteps({ commands: watch.seen, key, clients }) : null,
      finished,
    )
    return {
      version,
      key,
      clients: options.clients,
      limit,
      windowSeconds,
      admitted: finishes.filter(({ outcome }) => outcome === 'admitted').length,
      finishes,
      stored,
      ttlMs,
      steps,
    }
  } finally {
    signal.removeEventListener('abort', close)
    close()
    // A Valkey that is gone has taken the key along.
    await control.del(key, `${key}:warm-up`).catch(() => undefined)
  }
}

async function finish({
  client,
  racing,
  key,
  limit,
  windowSeconds,
  crashed,
}: {
  client: RaceClient
  racing: Version
  key: string
  limit: number
  windowSeconds: number
  crashed: Set<RaceClient>
}): Promise<RaceFinish> {
  const { number, valkey } = client
  try {
    const count = await racing.increment(valkey, key, windowSeconds)
    if (crashed.has(client)) return { client: number, outcome: 'crashed' }
    return { client: number, outcome: count <= limit ? 'admitted' : 'rejected', count }
  } catch (error) {
    if (crashed.has(client)) return { client: number, outcome: 'crashed' }
    const reason = error instanceof Error ? error.message : String(error)
    return { client: number, outcome: 'failed', reason }
  }
}

/** Closes the connection of the client that arrived first, before the client can use its first reply. */
function letTheFirstCrash(clients: RaceClient[], racing: Version): Set<RaceClient> {
  const crashed = new Set<RaceClient>()
  for (const client of clients) {
    client.record((reply) => {
      if (crashed.size > 0 || !racing.arrivedFirst(reply)) return
      crashed.add(client)
      client.valkey.disconnect()
    })
  }
  return crashed
}
