// The lab "Why Valkey" on the wire: POST /api/labs/why-valkey, one block for each of the guide's four claims.
import { z } from 'zod'
import { wholeNumber } from '../schema-parts.ts'
import { whyValkeyBounds, whyValkeyDefaults } from './bounds.ts'

/** A server that is measured: the Valkey, or the Redis that is on this machine. */
const maker = z.enum(['Valkey', 'Redis'])
export type Maker = z.infer<typeof maker>

const measured = z.strictObject({ maker, version: z.string() })
export type Measured = z.infer<typeof measured>

/** The Valkey that the workbook uses, or the run's own, which may be made slow. */
const watched = z.enum(['workbook', 'own'])
export type Watched = z.infer<typeof watched>

export const whyValkeyOptions = z.discriminatedUnion('claim', [
  z.strictObject({
    claim: z.literal('memory'),
    counters: wholeNumber(whyValkeyBounds.counters).default(whyValkeyDefaults.counters),
  }),
  z.strictObject({
    claim: z.literal('threads'),
    ioThreads: wholeNumber(whyValkeyBounds.ioThreads).default(whyValkeyDefaults.ioThreads),
    connections: wholeNumber(whyValkeyBounds.connections).default(whyValkeyDefaults.connections),
    rounds: wholeNumber(whyValkeyBounds.rounds).default(whyValkeyDefaults.rounds),
  }),
  z.strictObject({ claim: z.literal('compatibility') }),
  z.strictObject({
    claim: z.literal('observability'),
    watch: watched.default('workbook'),
    seconds: wholeNumber(whyValkeyBounds.watchSeconds).default(whyValkeyDefaults.watchSeconds),
  }),
])
export type WhyValkeyOptions = z.infer<typeof whyValkeyOptions>

/** What the page has the run's own Valkey do: count a burst of hits, or run a slow script. */
export const whyValkeyAction = z.strictObject({ do: z.enum(['hits', 'slow script']) })
export type WhyValkeyAction = z.infer<typeof whyValkeyAction>

// Memory -------------------------------------------------------------------------------------------------------------

const memoryResult = measured.extend({
  kind: z.literal('memory result'),
  counters: z.number(),
  beforeBytes: z.number(),
  afterBytes: z.number(),
  bytesPerCounter: z.number(),
  /** What the system gave the process for it (resident set), or null where the server does not report it. */
  residentPerCounter: z.number().nullable(),
  /** One of the keys, all of which have a similar length. */
  exampleKey: z.string(),
})
export type MemoryResult = Omit<z.infer<typeof memoryResult>, 'kind' | keyof Measured>

const memoryEvent = z.discriminatedUnion('kind', [
  /** `used_memory` in INFO, with this many counters written. */
  measured.extend({ kind: z.literal('memory'), counters: z.number(), usedBytes: z.number() }),
  memoryResult,
])
export type MemoryEvent = z.infer<typeof memoryEvent>

// Threads ------------------------------------------------------------------------------------------------------------

const threadsRound = z.strictObject({
  ioThreads: z.number(),
  commandsPerSecond: z.number(),
  /** Processor time over time: 1 is a whole core. */
  valkeyCpu: z.number(),
  generatorCpu: z.number(),
  /** The share of all reads that an I/O thread did, 0 to 1; null where the server does not report it. */
  readByThreads: z.number().nullable(),
})
export type ThreadsRound = z.infer<typeof threadsRound>

const threadsEvent = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('cores'),
    cores: z.number(),
    loadAverage: z.number(),
    generators: z.number(),
    version: z.string(),
  }),
  threadsRound.extend({ kind: z.literal('threads round'), round: z.number() }),
  /** How long a PING waited while a script ran on another connection, each try, in milliseconds. */
  z.strictObject({
    kind: z.literal('one at a time'),
    ioThreads: z.number(),
    scriptMs: z.array(z.number()),
    pingMs: z.array(z.number()),
  }),
])
export type ThreadsEvent = z.infer<typeof threadsEvent>

// Compatibility ------------------------------------------------------------------------------------------------------

const compatibilityEvent = z.discriminatedUnion('kind', [
  measured.extend({ kind: z.literal('suite'), operations: z.array(z.string()) }),
  z.strictObject({
    kind: z.literal('operation'),
    maker,
    operation: z.string(),
    passed: z.boolean(),
    ms: z.number(),
    got: z.string(),
  }),
  /** What COMMAND LIST of one server has and the other has not. */
  z.strictObject({
    kind: z.literal('commands'),
    valkey: z.number(),
    redis: z.number(),
    onlyValkey: z.array(z.string()),
    onlyRedis: z.array(z.string()),
  }),
])
export type CompatibilityEvent = z.infer<typeof compatibilityEvent>

// Observability ------------------------------------------------------------------------------------------------------

/** A part of a reading, or why the server refused it: managed services may. */
function part<Value extends z.ZodType>(value: Value) {
  const absent = z.never().exactOptional()
  return z.union([
    z.strictObject({ refused: z.string(), value: absent }),
    z.strictObject({ refused: absent, value }),
  ])
}
export type Part<T> = { refused: string; value?: never } | { refused?: never; value: T }

const infoReading = z.strictObject({
  /** Commands a second since the last reading, from `total_commands_processed`. Null at the first. */
  commandsPerSecond: z.number().nullable(),
  /** Processor time of the server since the last reading, over time. Null at the first. */
  cpu: z.number().nullable(),
  usedMemoryBytes: z.number(),
  clients: z.number(),
  keys: z.number(),
  hits: z.number(),
  misses: z.number(),
})
export type InfoReading = z.infer<typeof infoReading>

/** One command since the server started, and in the last second. */
const commandReading = z.strictObject({
  command: z.string(),
  calls: z.number(),
  callsPerSecond: z.number(),
  usPerCall: z.number(),
  /** Microseconds in the server, from `latencystats`; null where it keeps none. */
  p50Us: z.number().nullable(),
  p99Us: z.number().nullable(),
})
export type CommandReading = z.infer<typeof commandReading>

const slowLogReading = z.strictObject({
  thresholdUs: z.number().nullable(),
  length: z.number(),
  newest: z.array(
    z.strictObject({ id: z.number(), at: z.number(), us: z.number(), command: z.string() }),
  ),
})
export type SlowLogReading = z.infer<typeof slowLogReading>

const latencyReading = z.strictObject({
  /** Milliseconds from which an event is recorded; 0: the monitor is off, null: not known. */
  thresholdMs: z.number().nullable(),
  events: z.array(
    z.strictObject({
      event: z.string(),
      at: z.number(),
      latestMs: z.number(),
      maxMs: z.number(),
    }),
  ),
})
export type LatencyReading = z.infer<typeof latencyReading>

/** What one second of watching found. */
const reading = z.strictObject({
  /** Seconds since the watch began. */
  atSeconds: z.number(),
  info: part(infoReading),
  commands: part(z.array(commandReading)),
  slow: part(slowLogReading),
  latency: part(latencyReading),
})
export type Reading = z.infer<typeof reading>

const observabilityEvent = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('watching'),
    watch: watched,
    version: z.string().nullable(),
  }),
  z.strictObject({ kind: z.literal('reading'), reading }),
])
export type ObservabilityEvent = z.infer<typeof observabilityEvent>

export const whyValkeyEvent = z.union([
  /** A missing Redis is reported once, in a sentence; the run continues without it. */
  z.strictObject({ kind: z.literal('no redis'), sentence: z.string() }),
  memoryEvent,
  threadsEvent,
  compatibilityEvent,
  observabilityEvent,
])
export type WhyValkeyEvent = z.infer<typeof whyValkeyEvent>
