// What the page is told about the Valkey behind the workbook. Types only.

/** Is there a Valkey behind the workbook, and which. */
export type ValkeyStatus = {
  up: boolean
  /** Milliseconds since 1970 on the server's clock: when `up` last changed. */
  since: number
  /** For example "8.1.1"; null until the first connection. */
  version: string | null
  /** For example "private valkey-server at 127.0.0.1:40123". Never a password. */
  where: string
  tls: boolean
  /** Why it is down, in a sentence with Valkey's or the network's own code. */
  cause?: string
}

/** `GET /api/connection`: the workbook's own connection, asked at this moment. */
export type ConnectionNow = {
  status: ValkeyStatus
  /** How long each of a few PINGs took, one after the other; empty while Valkey does not answer. */
  roundTripMs: number[]
}

/** What has to go well, in this order, before a command gets its answer. */
export type ConnectionStep = 'name' | 'port' | 'tls' | 'login' | 'answer' | 'scripts'

/** `POST /api/connection-check`: how far somebody's own credentials get. Never holds the password. */
export type ConnectionReport = {
  host: string
  port: number
  tls: boolean
  works: boolean
  steps: {
    step: ConnectionStep
    /** skipped: not reached, or not asked for. */
    state: 'ok' | 'failed' | 'skipped'
    tookMs?: number
    /** What was found out: an address, a protocol, a version. */
    found?: string
  }[]
  /** What is wrong and what to do, in a sentence. */
  cause?: { code: string; sentence: string }
  roundTripMs: number[]
}
