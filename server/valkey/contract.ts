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
