// The client is made first and told to connect afterwards; what it complains about is kept with its time.
import { Redis, type RedisOptions } from 'ioredis'

type Address = Pick<RedisOptions, 'host' | 'port' | 'username' | 'password' | 'tls'>

const quick = { connectTimeout: 800, commandTimeout: 350 }
const onceOrNever = {
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
} as const

export function openClient(address: Address) {
  const complaints = new Map<number, Error>()
  const client = new Redis({
    ...quick,
    ...onceOrNever,
    ...address,
    lazyConnect: true,
    retryStrategy(times) {
      const pause = 40 * 1.8 ** Math.min(times, 5)
      return Math.round(pause + Math.random() * 50)
    },
  })
  client.addListener('error', (error: Error) => {
    complaints.clear()
    complaints.set(Date.now(), error)
  })
  client.connect().catch(() => {})
  return { client, lastError: () => [...complaints.values()].at(-1) }
}
