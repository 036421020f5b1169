// What the lab "Why Valkey" is asked and what it tells, one block for each of the guide's four claims. Types only.

/** A server that is measured: the Valkey, or the Redis that is on this machine. */
export type Maker = 'Valkey' | 'Redis'
export type Measured = { maker: Maker; version: string }

export type WhyValkeyOptions =
  | { claim: 'memory'; counters: number }
  | { claim: 'threads'; ioThreads: number; connections: number; rounds: number }
  | { claim: 'compatibility' }
  | { claim: 'observability'; watch: Watched; seconds: number }

/** The Valkey that the workbook uses, or one of the run's own, which may be made slow. */
export type Watched = 'workbook' | 'own'

/** What the page asks of the Valkey of a run's own. */
export type WhyValkeyAction = { do: 'hits' | 'slow script' }

export type WhyValkeyData =
  /** A Redis that is not there is said once, in a sentence; what can be shown without goes on. */
  | { kind: 'no redis'; sentence: string }
  | MemoryData
  | ThreadsData
  | CompatibilityData
  | ObservabilityData

// Memory -------------------------------------------------------------------------------------------------------------

export type MemoryData =
  /** Bytes as INFO says `used_memory`, with so many counters written. */
  | ({ kind: 'memory'; counters: number; usedBytes: number } & Measured)
  | ({ kind: 'memory result' } & MemoryResult & Measured)

export type MemoryResult = {
  counters: number
  beforeBytes: number
  afterBytes: number
  bytesPerCounter: number
  /** What the system gave the process for it (resident set), or null where the server does not say. */
  residentPerCounter: number | null
  /** One of the keys, all of which have a like length. */
  exampleKey: string
}

// Threads ------------------------------------------------------------------------------------------------------------

export type ThreadsData =
  | { kind: 'cores'; cores: number; loadAverage: number; generators: number; version: string }
  | ({ kind: 'threads round'; round: number } & ThreadsRound)
  /** How long a PING waited while a script ran on another connection, each try, in milliseconds. */
  | { kind: 'one at a time'; ioThreads: number; scriptMs: number[]; pingMs: number[] }

export type ThreadsRound = {
  ioThreads: number
  commandsPerSecond: number
  /** Processor time over time: 1 is a whole core. */
  valkeyCpu: number
  generatorCpu: number
  /** Part of all reads that an I/O thread did, 0 to 1; null where the server does not say. */
  readByThreads: number | null
}

// Compatibility ------------------------------------------------------------------------------------------------------

export type CompatibilityData =
  | ({ kind: 'suite'; operations: string[] } & Measured)
  | { kind: 'operation'; maker: Maker; operation: string; passed: boolean; ms: number; got: string }
  /** What COMMAND LIST of one has and the other has not. */
  | { kind: 'commands'; valkey: number; redis: number; onlyValkey: string[]; onlyRedis: string[] }

// Observability ------------------------------------------------------------------------------------------------------

export type ObservabilityData =
  | { kind: 'watching'; watch: Watched; version: string | null }
  | { kind: 'reading'; reading: Reading }

/** What one second of looking found. A part that the server refuses (managed services may) says so instead. */
export type Reading = {
  /** Seconds since the watch began. */
  atSeconds: number
  info: Part<InfoReading>
  commands: Part<CommandReading[]>
  slow: Part<SlowLogReading>
  latency: Part<LatencyReading>
}

export type Part<T> = { refused: string; value?: never } | { refused?: never; value: T }

export type InfoReading = {
  /** Commands a second since the last reading, from `total_commands_processed`. Null at the first. */
  commandsPerSecond: number | null
  /** Processor time of the server since the last reading, over time. Null at the first. */
  cpu: number | null
  usedMemoryBytes: number
  clients: number
  keys: number
  hits: number
  misses: number
}

/** One command since the server started, and in the last second. */
export type CommandReading = {
  command: string
  calls: number
  callsPerSecond: number
  usPerCall: number
  /** Microseconds in the server, from `latencystats`; null where it keeps none. */
  p50Us: number | null
  p99Us: number | null
}

export type SlowLogReading = {
  thresholdUs: number | null
  length: number
  newest: { id: number; at: number; us: number; command: string }[]
}

export type LatencyReading = {
  /** Milliseconds from which an event is recorded; 0: the monitor is off, null: not known. */
  thresholdMs: number | null
  events: { event: string; at: number; latestMs: number; maxMs: number }[]
}
