// Where a Valkey answers, and with which credentials.
export type ValkeyAddress = {
  host: string
  port: number
  username?: string
  password?: string
  /** false for plain TCP; `ca` is a PEM certificate to trust besides the system's own. */
  tls: false | { ca?: string }
}
