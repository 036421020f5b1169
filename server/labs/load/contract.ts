// The load lab on the wire: POST /api/labs/load.
import * as z from 'zod/mini'
import { wholeNumber } from '../schema-parts.ts'

/** The two servers that take turns: the same Express app, without our limiter in front of its endpoint and with it. */
export const loadSides = ['without', 'with'] as const
export type Side = (typeof loadSides)[number]

/** `connections`: each sends one request after the other and is its own client. `seconds`: measured on each side. */
export const loadBounds = {
  connections: { least: 1, most: 100 },
  seconds: { least: 1, most: 20 },
}

export const loadDefaults = {
  connections: 20,
  seconds: 5,
  outcome: 'allowed',
  sides: 'both',
} as const

export const loadOptions = z.strictObject({
  connections: z._default(wholeNumber(loadBounds.connections), loadDefaults.connections),
  seconds: z._default(wholeNumber(loadBounds.seconds), loadDefaults.seconds),
  /** Whether the limit lets every request through, or none. */
  outcome: z._default(z.enum(['allowed', 'blocked']), loadDefaults.outcome),
  sides: z._default(z.enum(['both', 'without', 'with']), loadDefaults.sides),
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
  z.extend(loadSample, { kind: z.literal('sample') }),
  z.extend(loadTotal, { kind: z.literal('total') }),
])
export type LoadEvent = z.infer<typeof loadEvent>
