import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { type RealCluster, startRealCluster } from '../testing/real-cluster.ts'
import type { ValkeyConnection } from './connect.ts'
import { connectCluster } from './connect-cluster.ts'

let cluster: RealCluster | undefined
let connection: ValkeyConnection
beforeAll(async () => {
  cluster = await startRealCluster()
  if (!cluster) return
  const { password } = cluster
  const [first, ...others] = cluster.nodes.map((node) => ({
    ...node,
    password,
    tls: false as const,
  }))
  if (!first) throw new Error('The cluster has no node.')
  connection = connectCluster([first, ...others], { where: 'a cluster of three masters' })
  expect(await connection.ready(5000)).toBeUndefined()
}, 90_000)
afterAll(async () => {
  connection?.close()
  await cluster?.close()
})

test('a master is killed: nobody is counted twice, the other masters go on, and a replica takes over', async ({
  skip,
}) => {
  if (!cluster)
    return skip('Only Docker has a Valkey here, and a cluster needs several as processes.')
  const { client, health } = connection
  const [key, other] = await keysOfTwoMasters(cluster)
  const counted = { [key]: 0, [other]: 0 }
  const failed = { [key]: 0, [other]: 0 }
  const told: string[] = []
  const forget = health.onChange(({ up, cause }) => told.push(up ? 'up' : `down: ${cause}`))
  const hit = (one: string) =>
    client.incr(one).then(
      () => (counted[one] = (counted[one] ?? 0) + 1),
      (error) => {
        failed[one] = (failed[one] ?? 0) + 1
        health.suspect(error)
      },
    )
  const traffic = setInterval(() => void Promise.all([hit(key), hit(other)]), 20)
  try {
    await eventually(() => (counted[key] ?? 0) > 5)
    const victim = await cluster.masterOf(key)
    cluster.kill(victim)
    await eventually(() => told.length > 0, { withinMs: 10_000 })
    expect(told[0]).toContain(`master 127.0.0.1:${victim} does not answer`)
    await eventually(() => told.at(-1) === 'up', { withinMs: 30_000 })
  } finally {
    clearInterval(traffic)
    forget()
  }
  const countedAtLeast = counted[key] ?? 0
  await eventually(async () => Number(await client.get(key)) >= countedAtLeast)
  // What failed may have been counted, when the reply was lost; what was answered was counted, once.
  expect(failed[key]).toBeGreaterThan(0)
  expect(Number(await client.get(key))).toBeLessThanOrEqual(
    (counted[key] ?? 0) + (failed[key] ?? 0),
  )
  expect(failed[other]).toBe(0)
  expect(Number(await client.get(other))).toBe(counted[other])
}, 60_000)

async function keysOfTwoMasters(cluster: RealCluster): Promise<[string, string]> {
  const first = '{lab:a}:count'
  const master = await cluster.masterOf(first)
  for (const letter of 'bcdefghijklmnop') {
    const second = `{lab:${letter}}:count`
    if ((await cluster.masterOf(second)) !== master) return [first, second]
  }
  throw new Error('Every key lies on one master.')
}
