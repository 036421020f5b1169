import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { Redis } from 'ioredis'
import type { ValkeyAddress } from '../server/valkey/address.ts'

/**
 * A ready client for one lesson's tests: every key it names gets a prefix of its own, so that tests may share a Valkey.
 * As lesson 3 asks, it queues nothing and repeats nothing. Whoever opens it closes it with `disconnect()`.
 */
export async function openTestClient({
  host,
  port,
  username,
  password,
  tls,
}: ValkeyAddress): Promise<Redis> {
  const client = new Redis({
    host,
    port,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tls === false ? {} : { tls }),
    keyPrefix: `test:${randomUUID()}:`,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
  })
  await once(client, 'ready')
  return client
}
