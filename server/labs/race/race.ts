// The race lab: many clients count at the same time, and the page draws their commands in the order Valkey ran them.
import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { Lab, LabParts } from '../lab.ts'
import { type RaceEvent, type RaceOptions, raceEvent, raceOptions } from './contract.ts'
import { raceOnce } from './race-once.ts'
import { watchCommands } from './watch-commands.ts'

/** It also holds the buffers of two hundred connections, and the lines that MONITOR has not sent yet. */
const maxMemoryMb = 64

/**
 * Runs on its own Valkey, so that MONITOR disturbs no one. Where none is available it runs on the workbook's, on keys of
 * the lab: the counts are as real, but the order of the commands is unknown.
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
        await raceAll({ options, signal, send, open, control: valkey, watch: undefined, prefix })
        return
      }
      const server = await sandbox.open({ signal, maxMemoryMb })
      try {
        send({ kind: 'place', valkey: server.version })
        const open = () => server.connect({ settings: 'patient' })
        const control = await open()
        const watch = await watchCommands(control)
        try {
          await raceAll({ options, signal, send, open, control, watch, prefix })
        } finally {
          watch.close()
          control.disconnect()
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
} & Pick<Parameters<typeof raceOnce>[0], 'open' | 'control' | 'watch' | 'signal'>): Promise<void> {
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
