import type { Redis } from 'ioredis'

/**
 * Why `valkey` could not count, in words of the outage. Without a queue ioredis refuses each command with the same words,
 * "Stream isn't writeable": what really happened came as its last `error` event, if anything did. A command that was on its
 * way when the connection broke gets an error about retries, of which there are none. Any other error is its own cause.
 */
export function createCauseOf(valkey: Redis): (error: unknown) => string {
  let last: Error | undefined
  valkey.on('error', (error: Error) => {
    last = error
  })
  valkey.on('ready', () => {
    last = undefined
  })
  return function causeOf(error) {
    const message = error instanceof Error ? error.message : String(error)
    if (message.startsWith('Reached the max retries'))
      return 'The connection broke before the reply'
    if (!message.startsWith("Stream isn't writeable")) return message
    return last ? `No connection to Valkey: ${last.message}` : 'No connection to Valkey'
  }
}
