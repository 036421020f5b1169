import express from 'express'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openOwnCluster } from '../testing/own-cluster.ts'
import { serve } from '../testing/serve.ts'
import { algorithmNames } from './algorithms/algorithms.ts'
import { createGroupedFixedWindow } from './algorithms/fixed-window/group-commit.ts'
import { slotOf } from './keys/hash-tag.ts'
import { type RateLimitOptions, rateLimit } from './rate-limit.ts'

type OwnCluster = NonNullable<Awaited<ReturnType<typeof openOwnCluster>>>
let own: OwnCluster | undefined
const opened: { close(): Promise<void> }[] = []

beforeAll(async () => {
  own = await openOwnCluster()
})
afterAll(() => own?.close())
beforeEach(({ skip }) => {
  if (!own) skip('a cluster of one node needs a valkey-server that runs here')
})
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close()
})

const cluster = () => (own as OwnCluster).cluster
const node = () => (own as OwnCluster).node.client

async function statuses(options: Partial<RateLimitOptions>, times: number): Promise<number[]> {
  const limiter = rateLimit({ valkey: cluster(), ...options })
  const server = await serve(express().get('/', limiter, (_req, res) => res.send('a joke')))
  opened.push(server)
  const all: number[] = []
  for (let i = 0; i < times; i += 1) all.push((await fetch(server.url)).status)
  return all
}

test('each slot has a call of its own, and every count is right', async () => {
  const hit = createGroupedFixedWindow({ valkey: cluster(), windowSeconds: 60 })
  const keys = ['a', 'b', '{a}1', '{a}2', '{}a}', 'ş', 'a', '{a}1']
  const counts = (await Promise.all(keys.map((key) => hit(key)))).map(({ count }) => count)
  expect(counts).toEqual([1, 1, 1, 1, 1, 1, 2, 2])
  for (const key of keys) {
    expect(await node().cluster('KEYSLOT', key), key).toBe(slotOf(key))
  }
})

test.each(algorithmNames)('%s limits on a cluster as elsewhere', async (algorithm) => {
  const options = { algorithm, limit: 2, windowSeconds: 3600, prefix: `${algorithm}:` }
  expect(await statuses(options, 3)).toEqual([200, 200, 429])
})

test('several policies of one client lie in one slot and are decided in one call', async () => {
  const policies = [
    { name: 'burst', limit: 2, windowSeconds: 3600, algorithm: 'gcra' as const },
    { name: 'daily', limit: 100, windowSeconds: 86_400 },
  ]
  expect(await statuses({ policies, prefix: 'several:' }, 3)).toEqual([200, 200, 429])
  expect(await node().get('several:daily:{127.0.0.1}')).toBe('2')
})
