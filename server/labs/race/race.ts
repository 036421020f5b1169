// The race lab: many clients count at once, and what Valkey was told is drawn in its own order.
import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { Lab, LabParts } from '../lab.ts'
import { type RaceEvent, type RaceOptions, raceEvent, raceOptions } from './contract.ts'
import { raceOnce } from './race-once.ts'
import { watchCommands } from './watch-commands.ts'

/** Two hundred connections and what MONITOR has not sent yet count as its memory too. */
const maxMemoryMb = 64

/**
 * Runs on a Valkey of its own, so that MONITOR disturbs nobody. Where none can be had it runs on the workbook's, on
 * keys of the lab: the counts are as real, but who came when is not told.
 */
export function createRace({
  valkey,
  prefix,
  sandbox,
}: Omit<LabParts, 'redis'>): Lab<RaceOptions, RaceEvent> {
  return {
    options: raceOptions,
    event: raceEvent,
    async run({ options, signal, send }) {
      const missing = sandbox.missing()
      if (missing !== undefined) {
        send({ kind: 'unwatched', missing })
        const open = () => openDuplicate(valkey)
        await raceAll({ options, signal, send, open, asker: valkey, watch: undefined, prefix })
        return
      }
      const server = await sandbox.open({ signal, maxMemoryMb })
      try {
        send({ kind: 'place', valkey: server.version })
        const open = () => server.connect({ settings: 'patient' })
        const asker = await open()
        const watch = await watchCommands(asker)
        try {
          await raceAll({ options, signal, send, open, asker, watch, prefix })
        } finally {
          watch.close()
          asker.disconnect()
        }
      } finally {
        await server.stop()
      }
    },
  }
}

async function raceAll({
  options: { versions, ...options },
  prefix,
  send,
  ...parts
}: {
  options: RaceOptions
  prefix: string
  send: (event: RaceEvent) => void
} & Pick<Parameters<typeof raceOnce>[0], 'open' | 'asker' | 'watch' | 'signal'>): Promise<void> {
  const run = randomUUID().slice(0, 8)
  for (const version of new Set(versions)) {
    parts.signal.throwIfAborted()
    const result = await raceOnce({
      ...parts,
      version,
      options,
      key: `${prefix}race:${run}:${version}`,
      onOpened: (connected) =>
        send({ kind: 'connecting', version, connected, clients: options.clients }),
      onStart: () => send({ kind: 'racing', version }),
    })
    send({ kind: 'raced', result })
  }
}

/** Another connection to the same Valkey, ready. */
async function openDuplicate(valkey: Redis): Promise<Redis> {
  const duplicate = valkey.duplicate({ lazyConnect: true })
  try {
    await duplicate.connect()
    return duplicate
  } catch (error) {
    duplicate.disconnect()
    throw error
  }
}
