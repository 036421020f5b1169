// A client with a deadline of its own for each command, as a class.
import { Redis, type RedisOptions } from 'ioredis'

type Address = Pick<RedisOptions, 'host' | 'port' | 'username' | 'password' | 'tls'>

class HastyRedis extends Redis {
  override sendCommand(...args: Parameters<Redis['sendCommand']>) {
    const [command] = args
    const timer = setTimeout(() => command.reject(new Error('Too late')), 450)
    const stop = () => clearTimeout(timer)
    command.promise.then(stop, stop)
    return super.sendCommand(...args)
  }
}

export function openClient(address: Address): { client: Redis; lastError(): Error | undefined } {
  const seen = { error: undefined as Error | undefined }
  const client = new HastyRedis({
    ...address,
    connectTimeout: 1000,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (times) => Math.min(times * 75, 1000),
  })
  client.on('error', (error: Error) => Object.assign(seen, { error }))
  return { client, lastError: () => seen.error }
}
