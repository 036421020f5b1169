import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import type { ValkeyAddress } from '../server/valkey/address.ts'

/**
 * A client for one lesson's tests: every key it names gets a prefix of its own, so that tests may share a Valkey.
 * Whoever opens it closes it with `disconnect()`.
 */
export function openTestClient({ host, port, username, password, tls }: ValkeyAddress): Redis {
  return new Redis({
    host,
    port,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tls === false ? {} : { tls }),
    keyPrefix: `test:${randomUUID()}:`,
    maxRetriesPerRequest: 1,
  })
}
