// What the load lab is asked and what it tells. Types only.

/** The two servers that take turns: the same Express app, with our limiter before its endpoint and without. */
export type Side = 'without' | 'with'

export type LoadOptions = {
  /** Connections that send one request after the other, 1 to 100. Each is a client of its own. */
  connections: number
  /** Measured seconds of each side, 1 to 20. */
  seconds: number
  /** Whether the limit lets every request through, or none. */
  outcome: 'allowed' | 'blocked'
  sides: 'both' | Side
}

export type LoadData =
  | { kind: 'machine'; machine: Machine }
  | { kind: 'phase'; phase: 'starting' | 'warming up' | 'measuring' }
  | ({ kind: 'sample' } & LoadSample)
  | ({ kind: 'total' } & LoadTotal)

/** On what it is measured. */
export type Machine = {
  cores: number
  node: string
  valkey: string
  /** Processes that wanted to run in the minute before, on average: more than 0.5 means others are at work. */
  loadAverage: number
}

/** A quarter of a second of one side. */
export type LoadSample = {
  side: Side
  /** Which turn of that side, from 1. */
  turn: number
  /** Seconds this side has been measured, this sample included. */
  atSeconds: number
  requests: number
  ms: number
  latency: Latency
  cpu: CpuShares
}

/** Milliseconds from the request's first byte sent to the answer's last byte received. */
export type Latency = { p50: number; p95: number; p99: number; max: number }

/** Processor time over time: 1 is a whole core. */
export type CpuShares = { node: number; valkey: number; generator: number }

/** All of one side so far, after each of its turns. */
export type LoadTotal = {
  side: Side
  requests: number
  /** Requests per second of each turn. */
  turns: number[]
  latency: Latency
  /** Microseconds of processor time for one request. */
  cpuUs: { node: number; valkey: number }
  /** How many answers had which status. */
  statuses: Record<string, number>
}
