// Where a Valkey answers, and with which credentials.
export type ValkeyAddress = {
  host: string
  port: number
  username?: string
  password?: string
  /** false for plain TCP; `ca` is a PEM certificate to trust besides Node's own list. */
  tls: false | { ca?: string }
  /** It is a node of a cluster, which leads to the others. */
  cluster?: boolean
}
