import type { Cluster, Redis } from 'ioredis'

/** Where a client may be on its way to its first connection. */
const onItsWay = ['wait', 'connecting', 'connect']

/**
 * Waits for the first connection of a client, so that the first requests after a start are counted and not refused:
 * without an offline queue ioredis rejects every command before that. Once the client has been ready, or has failed to
 * connect, there is nothing to wait for: then a request fails immediately.
 * The returned function gives undefined when a command can be sent now, else a promise that never rejects.
 */
export function createColdStart(valkey: Redis | Cluster): () => Promise<void> | undefined {
  let hasBeenReady = false

  return function whenConnected() {
    if (hasBeenReady) return undefined
    hasBeenReady = valkey.status === 'ready'
    if (hasBeenReady || !onItsWay.includes(valkey.status)) return undefined
    return new Promise((resolve) => {
      const events = ['ready', 'close', 'end']
      const finish = () => {
        for (const event of events) valkey.removeListener(event, finish)
        resolve()
      }
      for (const event of events) valkey.once(event, finish)
      // Errors go to the client's own listeners, and to the caller of the command that follows.
      if (valkey.status === 'wait') valkey.connect().catch(() => undefined)
    })
  }
}
