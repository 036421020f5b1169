// The two options that keep a hit from being sent twice: each does it alone, and one of them says so at once.
import type { Redis, RedisOptions } from 'ioredis'
import { expect, inject, test } from 'vitest'
import { openFaultProxy } from '../../server/valkey/fault-proxy.ts'
import { openTestClient } from '../open-test-client.ts'

const defaults = { maxRetriesPerRequest: 20, autoResendUnfulfilledCommands: true }

test('a hit is sent once by either option, and twice by neither', async () => {
  expect(await cutOff(defaults)).toEqual({ counter: '2', waiter: 'has the reply 2' })
  expect(await cutOff({ ...defaults, maxRetriesPerRequest: 0 })).toEqual({
    counter: '1',
    waiter: 'has an error',
  })
  expect(await cutOff({ ...defaults, autoResendUnfulfilledCommands: false })).toEqual({
    counter: '1',
    waiter: 'still waits',
  })
})

/** One hit whose reply is lost. What became of it when the client is connected again, and has asked something else. */
async function cutOff(options: RedisOptions): Promise<{ counter: string | null; waiter: string }> {
  const valkey = await openTestClient(inject('valkey'))
  const { host = '127.0.0.1', port = 6379 } = valkey.options
  const proxy = await openFaultProxy({ host, port })
  // No deadline here: whoever is not told waits for ever.
  const client = valkey.duplicate({ host: proxy.host, port: proxy.port, ...options })
  client.on('error', () => undefined)
  try {
    await isReady(client)
    proxy.cutBeforeReply()
    let waiter = 'still waits'
    client.incr('rate:a').then(
      (count) => {
        waiter = `has the reply ${count}`
      },
      () => {
        waiter = 'has an error'
      },
    )
    await isReady(client)
    await client.ping()
    return { counter: await valkey.get('rate:a'), waiter }
  } finally {
    client.disconnect()
    valkey.disconnect()
    await proxy.close()
  }
}

/** Not `once` of node:events, which would end at the cut: that is an `error`. */
function isReady(client: Redis): Promise<void> {
  return new Promise((resolve) => client.once('ready', () => resolve()))
}
