import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestValkey } from '../../testing/open-test-valkey.ts'
import type { ValkeyConnection } from '../../valkey/connect.ts'
import { createAlgorithm } from '../algorithms/algorithm-script.ts'
import { algorithmNames as names } from '../algorithms/algorithms.ts'
import { createSeveralPolicies } from './several-policies.ts'

let connection: ValkeyConnection
const newKeys = (count: number) => {
  const tag = `test:{${randomUUID()}}`
  return Array.from({ length: count }, (_, i) => `${tag}:${i}`)
}

beforeAll(async () => {
  connection = await openTestValkey()
})
afterAll(() => connection.close())

test('a request takes from every policy, in one decision each', async () => {
  const policies = names.map((algorithm, i) => ({ algorithm, limit: 10 + i, windowSeconds: 60 }))
  const decideAll = createSeveralPolicies({ valkey: connection.client, policies })
  const decisions = await decideAll(newKeys(names.length))
  expect(decisions).toHaveLength(names.length)
  decisions.forEach((decision, i) => {
    expect(decision).toMatchObject({ allowed: true, count: 1, limit: 10 + i, remaining: 9 + i })
  })
})

test.each(names)('what %s refuses takes nothing from the others', async (algorithm) => {
  const policies = [
    { algorithm: 'fixed-window' as const, limit: 100, windowSeconds: 60 },
    { algorithm, limit: 2, windowSeconds: 60 },
    { algorithm: 'gcra' as const, limit: 100, windowSeconds: 60 },
  ]
  const decideAll = createSeveralPolicies({ valkey: connection.client, policies })
  const keys = newKeys(3)
  for (let i = 0; i < 2; i += 1) expect((await decideAll(keys))[1]?.allowed).toBe(true)
  for (let i = 0; i < 5; i += 1) {
    const [first, refusing, last] = await decideAll(keys)
    expect(refusing).toMatchObject({ allowed: false, remaining: 0 })
    expect(refusing?.retryAfterMs).toBeGreaterThan(0)
    expect([first?.count, last?.count]).toEqual([2, 2])
  }
  expect(await connection.client.get(keys[0] ?? '')).toBe('2')
})

test('200 requests at once through a burst of 20 and a day of 50: 20 pass, and both took 20', async () => {
  const policies = [
    { algorithm: 'gcra' as const, limit: 20, windowSeconds: 3600 },
    { algorithm: 'fixed-window' as const, limit: 50, windowSeconds: 86_400 },
  ]
  const decideAll = createSeveralPolicies({ valkey: connection.client, policies })
  const keys = newKeys(2)
  const all = await Promise.all(Array.from({ length: 200 }, () => decideAll(keys)))
  const passed = all.filter((decisions) => decisions.every(({ allowed }) => allowed))
  expect(passed).toHaveLength(20)
  expect(await connection.client.get(keys[1] ?? '')).toBe('20')
})

test('a key that holds something else counts as absent, and is replaced with an expiry', async () => {
  for (const algorithm of names) {
    const replaced: string[] = []
    const onReplaced = (key: string) => replaced.push(key)
    const policies = [
      { algorithm: 'fixed-window' as const, limit: 5, windowSeconds: 60 },
      { algorithm, limit: 5, windowSeconds: 60 },
    ]
    const { client: valkey } = connection
    const decideAll = createSeveralPolicies({ valkey, policies, onReplaced })
    const keys = newKeys(2)
    const [, foreign = ''] = keys
    await valkey.xadd(foreign, '*', 'not', 'ours')
    expect(await decideAll(keys)).toMatchObject(Array(2).fill({ allowed: true, count: 1 }))
    expect(replaced).toEqual([foreign])
    expect(await valkey.pttl(foreign)).toBeGreaterThan(0)
  }
})

test.each([
  ['fixed-window', '-7'],
  ['fixed-window', 'a word'],
  ['token-bucket', 'a word'],
  ['gcra', '-7'],
] as const)('%s: a string “%s” counts as absent and is told', async (algorithm, value) => {
  const replaced: string[] = []
  const policies = [{ algorithm, limit: 5, windowSeconds: 60 }]
  const onReplaced = (key: string) => replaced.push(key)
  const decideAll = createSeveralPolicies({ valkey: connection.client, policies, onReplaced })
  const [key = ''] = newKeys(1)
  await connection.client.set(key, value)
  expect((await decideAll([key]))[0]).toMatchObject({ allowed: true, count: 1, remaining: 4 })
  expect(replaced).toContain(key)
  expect(await connection.client.pttl(key)).toBeGreaterThan(0)
})

test('a counter whose time to live is beyond its window gets the window', async () => {
  const policies = [{ algorithm: 'fixed-window' as const, limit: 1, windowSeconds: 60 }]
  const decideAll = createSeveralPolicies({ valkey: connection.client, policies })
  const [key = ''] = newKeys(1)
  await connection.client.set(key, 7, 'EX', 100_000)
  expect((await decideAll([key]))[0]).toMatchObject({ allowed: false, retryAfterMs: 60_000 })
})

test('a counter that lost its expiry gets one again, also from a request that is refused', async () => {
  const policies = [{ algorithm: 'fixed-window' as const, limit: 1, windowSeconds: 60 }]
  const decideAll = createSeveralPolicies({ valkey: connection.client, policies })
  const [key = ''] = newKeys(1)
  await connection.client.set(key, '7')
  expect((await decideAll([key]))[0]).toMatchObject({ allowed: false, ttlMs: 60_000 })
  expect(await connection.client.pttl(key)).toBeGreaterThan(0)
})

test('one policy alone decides as its own algorithm does, for any number of requests', async () => {
  const alone = names.filter((name) => name !== 'fixed-window')
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...alone),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 10 }),
      async (algorithm, limit, requests) => {
        const policy = { algorithm, limit, windowSeconds: 3600 }
        const several = createSeveralPolicies({ valkey: connection.client, policies: [policy] })
        const decide = createAlgorithm({ valkey: connection.client, ...policy })
        const [one = '', other = ''] = newKeys(2)
        for (let i = 0; i < requests; i += 1) {
          const expected = await decide(one)
          const [got] = await several([other])
          expect({ ...got, ttlMs: 0, retryAfterMs: 0 }).toEqual({
            ...expected,
            ttlMs: 0,
            retryAfterMs: 0,
          })
        }
      },
    ),
    { numRuns: 60 },
  )
})
