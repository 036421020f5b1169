// The load lab on the wire: POST /api/labs/load.
import { z } from 'zod'
import { wholeNumber } from '../schema-parts.ts'
import { loadBounds, loadDefaults, loadSides } from './bounds.ts'

export type Side = (typeof loadSides)[number]

export const loadOptions = z.strictObject({
  connections: wholeNumber(loadBounds.connections).default(loadDefaults.connections),
  seconds: wholeNumber(loadBounds.seconds).default(loadDefaults.seconds),
  /** Whether the limit lets every request through, or none. */
  outcome: z.enum(['allowed', 'blocked']).default(loadDefaults.outcome),
  sides: z.enum(['both', 'without', 'with']).default(loadDefaults.sides),
})
export type LoadOptions = z.infer<typeof loadOptions>

/** The machine that is measured. */
const machine = z.strictObject({
  cores: z.number(),
  node: z.string(),
  valkey: z.string(),
  /** Processes that wanted to run in the minute before, on average: more than 0.5 means that others are busy. */
  loadAverage: z.number(),
})
export type Machine = z.infer<typeof machine>

/** Milliseconds from the request's first byte sent to the answer's last byte received. */
const latency = z.strictObject({
  p50: z.number(),
  p95: z.number(),
  p99: z.number(),
  max: z.number(),
})
export type Latency = z.infer<typeof latency>

/** Processor time over time: 1 is a whole core. */
const cpuShares = z.strictObject({ node: z.number(), valkey: z.number(), generator: z.number() })
export type CpuShares = z.infer<typeof cpuShares>

/** A quarter of a second of one side. */
const loadSample = z.strictObject({
  side: z.enum(loadSides),
  /** Which turn of that side, from 1. */
  turn: z.number(),
  /** Seconds this side has been measured, this sample included. */
  atSeconds: z.number(),
  requests: z.number(),
  ms: z.number(),
  latency,
  cpu: cpuShares,
})
export type LoadSample = z.infer<typeof loadSample>

/** All of one side so far, after each of its turns. */
const loadTotal = z.strictObject({
  side: z.enum(loadSides),
  requests: z.number(),
  /** Requests per second of each turn. */
  turns: z.array(z.number()),
  latency,
  /** Microseconds of processor time for one request. */
  cpuUs: z.strictObject({ node: z.number(), valkey: z.number() }),
  /** How many answers had which status. */
  statuses: z.record(z.string(), z.number()),
})
export type LoadTotal = z.infer<typeof loadTotal>

export const loadEvent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('machine'), machine }),
  z.strictObject({
    kind: z.literal('phase'),
    phase: z.enum(['starting', 'warming up', 'measuring']),
  }),
  loadSample.extend({ kind: z.literal('sample') }),
  loadTotal.extend({ kind: z.literal('total') }),
])
export type LoadEvent = z.infer<typeof loadEvent>
