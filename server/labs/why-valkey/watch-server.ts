// Claim 4, "observability": the figures that a Valkey reports about itself, read once a second. Nothing is changed on it.
import { setTimeout as wait } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { Refusal } from '../../http/refusal.ts'
import type {
  CommandReading,
  InfoReading,
  LatencyReading,
  Part,
  Reading,
  SlowLogReading,
} from './contract.ts'
import { keysIn, numberOf, readCommands, readInfo } from './read-info.ts'

type Before = { at: number; commands: number; cpuSeconds: number; calls: Map<string, number> }

/**
 * Returns a function that reads once; each reading contains the changes since the one before. A part that the server refuses, as
 * managed services do, says so and the others go on. Rejects when the server does not answer at all.
 */
export function createWatch(valkey: Redis): () => Promise<Reading> {
  const began = performance.now()
  let before: Before | undefined

  return async function read() {
    const now = performance.now()
    const [info, slow, latency] = await Promise.all([
      part(async () =>
        readInfo(
          [
            await valkey.info(),
            await valkey.info('commandstats'),
            // Kept since 7.0; where it is not known, INFO answers with nothing.
            await valkey.info('latencystats'),
          ].join('\r\n'),
        ),
      ),
      part(() => readSlowLog(valkey)),
      part(() => readLatency(valkey)),
    ])
    const seconds = before ? (now - before.at) / 1000 : null
    const reading: Reading = {
      atSeconds: (now - began) / 1000,
      info: mapPart(info, (fields) => readSummary(fields, before, seconds)),
      commands: mapPart(info, (fields) => readBusiest(fields, before, seconds)),
      slow,
      latency,
    }
    before = info.value && remember(info.value, now)
    return reading
  }
}

/** Reads once a second until the time is up or `signal` aborts. */
export async function watchServer(
  valkey: Redis,
  {
    seconds,
    signal,
    onReading,
  }: {
    seconds: number
    signal: AbortSignal
    onReading: (reading: Reading) => void
  },
): Promise<void> {
  const read = createWatch(valkey)
  for (let second = 0; second <= seconds && !signal.aborted; second += 1) {
    onReading(await read().catch(explainSilence))
    if (second < seconds) await wait(1000, null, { signal })
  }
}

function explainSilence(error: unknown): never {
  const why = error instanceof Error ? error.message : String(error)
  throw new Refusal(
    'Valkey does not answer',
    `It could not be read any more (${why}). Start again when the live part says that it is connected.`,
  )
}

async function part<T>(read: () => Promise<T>): Promise<Part<T>> {
  try {
    return { value: await read() }
  } catch (error) {
    // Only Valkey's own answer is a refusal; a lost connection is not.
    if (error instanceof Error && error.name === 'ReplyError') return { refused: error.message }
    throw error
  }
}

function mapPart<T, U>(from: Part<T>, to: (value: T) => U): Part<U> {
  return from.refused === undefined ? { value: to(from.value) } : from
}

function remember(fields: Map<string, string>, at: number): Before {
  return {
    at,
    commands: numberOf(fields, 'total_commands_processed'),
    cpuSeconds: cpuSeconds(fields),
    calls: new Map(readCommands(fields).map(({ command, calls }) => [command, calls])),
  }
}

function readSummary(
  fields: Map<string, string>,
  before: Before | undefined,
  seconds: number | null,
): InfoReading {
  const since = (now: number, then: number | undefined) =>
    seconds === null || then === undefined ? null : Math.max(0, (now - then) / seconds)
  return {
    commandsPerSecond: since(numberOf(fields, 'total_commands_processed'), before?.commands),
    cpu: since(cpuSeconds(fields), before?.cpuSeconds),
    usedMemoryBytes: numberOf(fields, 'used_memory'),
    clients: numberOf(fields, 'connected_clients'),
    keys: keysIn(fields),
    hits: numberOf(fields, 'keyspace_hits'),
    misses: numberOf(fields, 'keyspace_misses'),
  }
}

function cpuSeconds(fields: Map<string, string>): number {
  return numberOf(fields, 'used_cpu_user') + numberOf(fields, 'used_cpu_sys')
}

/** The commands the server spent most time on. */
function readBusiest(
  fields: Map<string, string>,
  before: Before | undefined,
  seconds: number | null,
): CommandReading[] {
  return readCommands(fields)
    .toSorted((a, b) => b.calls * b.usPerCall - a.calls * a.usPerCall)
    .slice(0, 8)
    .map((stats) => {
      const then = before?.calls.get(stats.command) ?? 0
      const fresh = seconds === null ? 0 : Math.max(0, (stats.calls - then) / seconds)
      return { ...stats, callsPerSecond: fresh }
    })
}

/** Source: https://valkey.io/commands/slowlog-get/ */
async function readSlowLog(valkey: Redis): Promise<SlowLogReading> {
  const entries = (await valkey.slowlog('GET', 8)) as unknown as [
    number,
    number,
    number,
    string[],
  ][]
  return {
    thresholdUs: await readSetting(valkey, 'slowlog-log-slower-than'),
    length: Number(await valkey.slowlog('LEN')),
    newest: entries.map(([id, at, us, words]) => ({ id, at, us, command: shorten(words) })),
  }
}

/** Source: https://valkey.io/commands/latency-latest/ */
async function readLatency(valkey: Redis): Promise<LatencyReading> {
  const events = (await valkey.call('LATENCY', 'LATEST')) as [string, number, number, number][]
  return {
    thresholdMs: await readSetting(valkey, 'latency-monitor-threshold'),
    events: events.map(([event, at, latestMs, maxMs]) => ({ event, at, latestMs, maxMs })),
  }
}

/** Null where CONFIG is refused: then only the threshold is not known. */
async function readSetting(valkey: Redis, name: string): Promise<number | null> {
  const read = await part(() => valkey.config('GET', name) as Promise<string[]>)
  const value = Number(read.value?.[1])
  return Number.isFinite(value) ? value : null
}

/** Without a script's text, and short: the slow log keeps whole commands. */
function shorten(words: string[]): string {
  return words
    .slice(0, 6)
    .map((word) => {
      const line = word.replaceAll(/\s+/g, ' ').trim()
      return line.length > 40 ? `${line.slice(0, 40)}…` : line
    })
    .join(' ')
}
