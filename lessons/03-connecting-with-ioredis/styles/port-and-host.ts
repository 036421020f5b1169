// Port and host are arguments of their own, and the pause comes from a list.
import { Redis, type RedisOptions } from 'ioredis'

type Address = Pick<RedisOptions, 'host' | 'port' | 'username' | 'password' | 'tls'>

const pausesMs = [50, 100, 200, 400, 700]

export const openClient = ({ host = '127.0.0.1', port = 6379, ...login }: Address) => {
  let cause: Error | undefined
  const client = new Redis(port, host, {
    ...login,
    maxRetriesPerRequest: 0,
    connectTimeout: 1_000,
    retryStrategy: (times) => pausesMs[times - 1] ?? 900,
    autoResendUnfulfilledCommands: false,
    commandTimeout: 500,
    enableOfflineQueue: false,
  }).on('error', (error: Error) => {
    cause = error
  })
  return {
    client,
    lastError() {
      return cause
    },
  }
}
