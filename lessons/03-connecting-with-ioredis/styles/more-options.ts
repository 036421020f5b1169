// Everything that the lesson names, and a pause that is the same each time but for a little chance.
import { Redis, type RedisOptions } from 'ioredis'

type Address = Pick<RedisOptions, 'host' | 'port' | 'username' | 'password' | 'tls'>

const settings = {
  connectTimeout: 900,
  commandTimeout: 400,
  socketTimeout: 3000,
  keepAlive: 10_000,
  maxRetriesPerRequest: 0,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  retryStrategy: () => 100 + Math.floor(Math.random() * 100),
  reconnectOnError: (error: Error) => (error.message.startsWith('READONLY') ? (1 as const) : false),
} satisfies RedisOptions

export function openClient(address: Address) {
  const errors: Error[] = []
  const client = new Redis({ ...settings, ...address })
  client.on('error', (error: Error) => {
    errors[0] = error
  })
  return { client, lastError: () => errors[0] }
}
