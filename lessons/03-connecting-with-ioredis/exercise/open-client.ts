import { Redis, type RedisOptions } from 'ioredis'

export type Address = Pick<RedisOptions, 'host' | 'port' | 'username' | 'password' | 'tls'>

export type OpenClient = (address: Address) => {
  client: Redis
  /** What the connection last complained about. */
  lastError(): Error | undefined
}

/**
 * Opens a connection that fails fast and comes back by itself. A command is sent once or not at all; whoever awaits it
 * learns within half a second that there is no answer. Close it with `client.disconnect()`.
 */
export const openClient: OpenClient = function openClient(address) {
  const client = new Redis({
    ...address,
    // region: settings
    connectTimeout: 1000,
    commandTimeout: 500,
    // TODO: when the connection breaks before the reply has come, ioredis sends the command again once it is back. But
    // Valkey may have counted already. See to it that a command is sent once or not at all. The lesson's table has two
    // options for that; one of them also tells whoever waits at once.
    enableOfflineQueue: false,
    // endregion: settings
    // region: retry
    retryStrategy: (times) => Math.min(1000, 50 * 2 ** (times - 1)) * (1 + Math.random() / 2),
    // endregion: retry
  })
  // region: cause
  let last: Error | undefined
  client.on('error', (error: Error) => {
    last = error
  })
  return { client, lastError: () => last }
  // endregion: cause
}
