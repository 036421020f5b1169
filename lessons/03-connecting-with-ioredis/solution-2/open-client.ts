// Another way: ioredis never reconnects by itself here and has no deadline of its own. This file has both.
import { Redis, type RedisOptions } from 'ioredis'

type Address = Pick<RedisOptions, 'host' | 'port' | 'username' | 'password' | 'tls'>

const deadlineMs = 400
const againAfterMs = 100

export function openClient(address: Address) {
  const client = new Redis({
    ...address,
    lazyConnect: true,
    connectTimeout: 1000,
    enableOfflineQueue: false,
    maxRetriesPerRequest: null,
    autoResendUnfulfilledCommands: false,
    retryStrategy: () => null,
  })
  let last: Error | undefined
  let closed = false
  client.on('error', (error: Error) => {
    last = error
  })

  const connect = () => client.connect().catch((error: Error) => error)
  client.on('end', () => {
    if (!closed) setTimeout(connect, againAfterMs).unref()
  })
  void connect()

  const disconnect = client.disconnect.bind(client)
  client.disconnect = (reconnect) => {
    closed = true
    disconnect(reconnect)
  }
  const send = client.sendCommand.bind(client)
  client.sendCommand = (command, stream) => {
    const timer = setTimeout(() => command.reject(new Error('no answer in time')), deadlineMs)
    const stop = () => clearTimeout(timer)
    command.promise.then(stop, stop)
    return send(command, stream)
  }
  return { client, lastError: () => last }
}
