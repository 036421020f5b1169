import { rootCertificates } from 'node:tls'
import { Redis, type RedisOptions } from 'ioredis'
import type { ValkeyAddress } from './address.ts'
import type { Cause } from './cause.ts'
import { createHealth, type Health } from './health.ts'

export type ValkeyConnection = {
  client: Redis
  health: Health
  /** Where to open a connection of one's own: of a cluster, a master that answers. */
  nodeAddress(): ValkeyAddress
  /** Resolves when Valkey answers, or after `deadlineMs` without; then `health.status()` says why not. */
  ready(deadlineMs: number): Promise<Cause | undefined>
  close(): void
}

/**
 * Opens the one connection of a process. It never queues and never repeats a command: a request finds out within
 * half a second that Valkey cannot answer, and a hit is never counted twice. It reconnects for as long as it is open.
 * With ioredis' defaults a killed server is noticed after 73 s and a frozen one never; these notice both at once.
 * Source: https://github.com/redis/ioredis (RedisOptions)
 */
export function connectValkey(
  address: ValkeyAddress,
  { where }: { where: string },
): ValkeyConnection {
  const client = new Redis(connectionOptions(address))
  const health = createHealth({ client, address, where })

  return {
    client,
    health,
    nodeAddress: () => address,
    ready: (deadlineMs) => readyWithin(health, deadlineMs),
    close() {
      health.stop()
      client.disconnect()
    },
  }
}

/** Resolves when Valkey is up, else with why not: at once when waiting cannot help, or after `deadlineMs`. */
export function readyWithin(health: Health, deadlineMs: number): Promise<Cause | undefined> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer)
      unsubscribe()
      resolve(health.status().up ? undefined : health.cause())
    }
    const timer = setTimeout(finish, deadlineMs)
    const unsubscribe = health.onChange(() => {
      if (health.status().up || health.cause().fault === 'setting') finish()
    })
  })
}

/** The settings of every client of the workbook. */
export function connectionOptions({ host, port, username, password, tls }: ValkeyAddress) {
  return {
    host,
    port,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    // A `ca` of one's own would replace Node's list, so the list goes along.
    ...(tls && { tls: tls.ca === undefined ? {} : { ca: [...rootCertificates, tls.ca] } }),
    connectTimeout: 1000,
    commandTimeout: 500,
    socketTimeout: 3000,
    keepAlive: 10_000,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    // 50 ms, 100 ms, … 1 s, each with up to half as much again, so that many processes do not come back at once.
    retryStrategy: (times) => Math.min(1000, 50 * 2 ** (times - 1)) * (1 + Math.random() / 2),
    // 1: reconnect after a failover made this node a replica; 2 would also send the command again.
    reconnectOnError: (error) => (error.message.startsWith('READONLY') ? 1 : false),
  } satisfies RedisOptions
}
