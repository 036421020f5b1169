// What a limiter's connection must do when Valkey is away. lesson.test.ts runs these on the solution and on your copy;
// wrong.test.ts proves that they catch the mistakes the lesson speaks of. Each check has a Valkey of its own to break.
import { setTimeout as wait } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { expect } from 'vitest'
import type { DisposableValkey } from '../../server/sandbox/sandbox.ts'
import { eventually } from '../../server/testing/eventually.ts'
import { openFaultProxy } from '../../server/valkey/fault-proxy.ts'
import type { OpenClient } from './solution/open-client.ts'

export type Check = (parts: { openClient: OpenClient; valkey: DisposableValkey }) => Promise<void>

/**
 * How long a command may take: far more than half a second. Turns of the event loop are counted, not the time: a machine
 * that has none for us has none for the client either, and fails nobody.
 */
const patience = { turns: 30, everyMs: 50 }
/** For what takes as long as it takes: a connection that comes back, after pauses that grow. */
const comingBackMs = 3000

const itCounts: Check = async ({ openClient, valkey }) => {
  await withClient(openClient, valkey.address, async (client) => {
    expect(await client.incr('rate:a'), 'the first INCR').toBe(1)
    expect(await client.incr('rate:a'), 'the second INCR').toBe(2)
  })
}

const frozenIsNoticed: Check = async ({ openClient, valkey }) => {
  await withClient(openClient, valkey.address, async (client) => {
    valkey.freeze()
    expect(await outcome(client.incr('rate:a')), 'a command to a frozen Valkey').toBe('an error')
    valkey.thaw()
    await comesBack(client, 'after the thaw')
  })
}

const killedIsNoticed: Check = async ({ openClient, valkey }) => {
  await withClient(openClient, valkey.address, async (client) => {
    await valkey.kill()
    expect(await outcome(client.incr('rate:a')), 'a command to a killed Valkey').toBe('an error')
  })
}

const comesBackAlone: Check = async ({ openClient, valkey }) => {
  await withClient(openClient, valkey.address, async (client) => {
    await valkey.kill()
    // An outage that is longer than a few quick tries.
    await wait(800)
    await valkey.restart()
    await comesBack(client, 'after Valkey was killed and started again')
  })
}

const nothingIsCountedLate: Check = async ({ openClient, valkey }) => {
  await withClient(openClient, valkey.address, async (client) => {
    await valkey.kill()
    await eventually(() => client.status !== 'ready')
    const hits = [1, 2, 3].map(() => outcome(client.incr('rate:a')))
    expect(await Promise.all(hits), 'three hits while Valkey is away').toEqual([
      'an error',
      'an error',
      'an error',
    ])
    await valkey.restart()
    await comesBack(client, 'after Valkey was killed and started again')
    expect(
      await client.get('rate:a'),
      'the counter after the outage: hits that were answered with an error must not be counted later',
    ).toBeNull()
  })
}

const nothingIsCountedTwice: Check = async ({ openClient, valkey }) => {
  const proxy = await openFaultProxy(valkey.address)
  proxy.cutBeforeReply({ to: /\bincr\b/i })
  try {
    await withClient(openClient, { ...valkey.address, port: proxy.port }, async (client) => {
      await outcome(client.incr('rate:a'))
      await comesBack(client, 'after the connection was cut')
      expect(
        await client.get('rate:a'),
        'the counter after one hit, whose reply was lost: it must not be sent again',
      ).toBe('1')
    })
  } finally {
    await proxy.close()
  }
}

const itSaysWhy: Check = async ({ openClient, valkey }) => {
  const { client, lastError } = openClient({ ...valkey.address, password: 'wrong' })
  try {
    const deadline = performance.now() + comingBackMs
    while (lastError() === undefined && performance.now() < deadline) await wait(20)
    expect(lastError()?.message ?? 'nothing', 'lastError() after a wrong password').toMatch(
      /WRONGPASS/,
    )
  } finally {
    client.disconnect()
  }
}

export const checks: Record<string, Check> = {
  'it connects and counts': itCounts,
  'a frozen Valkey is an error, not a wait without end': frozenIsNoticed,
  'a killed Valkey is an error, not a wait without end': killedIsNoticed,
  'after an outage it comes back by itself': comesBackAlone,
  'what was refused in an outage is not counted after it': nothingIsCountedLate,
  'a hit whose reply was lost is not counted twice': nothingIsCountedTwice,
  'it can say why there is no connection': itSaysWhy,
}

async function withClient(
  openClient: OpenClient,
  address: DisposableValkey['address'],
  use: (client: Redis) => Promise<void>,
): Promise<void> {
  const { host, port, password } = address
  const { client } = openClient({ host, port, password })
  try {
    await eventually(() => client.status === 'ready')
    await use(client)
  } finally {
    client.disconnect()
  }
}

/** How a command ended, or that it still waits when patience is over. */
async function outcome(command: Promise<unknown>): Promise<string> {
  const ended = command.then(
    (reply) => `the reply ${reply}`,
    () => 'an error',
  )
  const stop = new AbortController()
  const first = await Promise.race([ended, waitInTurns(stop.signal)])
  stop.abort()
  return first
}

async function waitInTurns(signal: AbortSignal): Promise<string> {
  const { turns, everyMs } = patience
  for (let turn = 0; turn < turns && !signal.aborted; turn += 1) await wait(everyMs)
  return `still waiting after ${(turns * everyMs) / 1000} s`
}

async function comesBack(client: Redis, when: string): Promise<void> {
  const deadline = performance.now() + comingBackMs
  let answer = 'an error'
  while (answer !== 'the reply PONG' && performance.now() < deadline) {
    answer = await outcome(client.ping())
    if (answer === 'an error') await wait(20)
  }
  expect(answer, `PING ${when}: it must work again without anybody's help`).toBe('the reply PONG')
}
