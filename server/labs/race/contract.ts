// What the race tells the page. Types only.

export type RaceVersion = 'get-then-set' | 'incr-then-expire' | 'script'

export type RaceOptions = {
  /** These race one after the other, each on a key of its own. */
  versions: RaceVersion[]
  /** How many clients, each on a connection of its own: 1 to 200. */
  clients: number
  /** 1 to 1,000. */
  limit: number
  /** Whole seconds, 1 to 3,600. */
  windowSeconds: number
  /** The clients start at random moments within so many milliseconds, 0 to 2,000; 0 is all at once. */
  withinMs: number
  /** The client that came first dies as soon as its first command is answered. */
  crash: boolean
}

/** One command, in the order and at the time that Valkey ran it. */
export type RaceStep = {
  /** 1 is the one that came first, as far as somebody watched. */
  client: number
  /** "GET", and what followed it. */
  command: string[]
  /** Run by the script of the client's last call, not sent by the client. */
  byScript: boolean
  /** Microseconds since the first command of the race, on Valkey's clock. */
  atUs: number
  /** As valkey-cli writes it, a list in one line; there is none for what a script ran, nor where the connection was cut. */
  reply?: string
}

/** What became of one client. `count`: the number that it was told. */
export type RaceFinish =
  | { client: number; outcome: 'admitted' | 'rejected'; count: number }
  /** Its connection was cut behind the first reply. */
  | { client: number; outcome: 'crashed' }
  | { client: number; outcome: 'failed'; reason: string }

export type RaceResult = {
  version: RaceVersion
  key: string
  clients: number
  limit: number
  windowSeconds: number
  /** How many were told a number within the limit. */
  admitted: number
  finishes: RaceFinish[]
  /** What the key holds after the race; null when there is none. */
  stored: string | null
  /** PTTL after the race: -1 is a key without expiry. */
  ttlMs: number
  /** In Valkey's own order; null where nobody could watch. */
  steps: RaceStep[] | null
}

export type RaceEvent =
  /** Where it runs: on a Valkey of its own, watched, or why there is none. */
  | { kind: 'place'; valkey: string }
  | { kind: 'unwatched'; missing: string }
  | { kind: 'connecting'; version: RaceVersion; connected: number; clients: number }
  | { kind: 'racing'; version: RaceVersion }
  | { kind: 'raced'; result: RaceResult }
