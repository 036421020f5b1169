import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { openCluster } from '../testing/open-cluster.ts'
import type { RealCluster } from '../testing/real-cluster.ts'

let own: Awaited<ReturnType<typeof openCluster>>
beforeAll(async () => {
  own = await openCluster()
}, 90_000)
afterAll(() => own?.closeBoth())

test('a master is killed: nobody is counted twice, the other masters go on, and a replica takes over', async ({
  skip,
}) => {
  if (!own) return skip('Only Docker has a Valkey here, and a cluster needs several as processes.')
  const { client, health, cluster } = own
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
  // What failed may have been counted, when the reply was lost. The last that were answered may be lost with their master,
  // which answers before its replica knows. Nothing is there twice, and the replica goes on counting.
  expect(failed[key]).toBeGreaterThan(0)
  const kept = Number(await client.get(key))
  expect(kept).toBeGreaterThan(0)
  expect(kept).toBeLessThanOrEqual((counted[key] ?? 0) + (failed[key] ?? 0))
  expect(await client.incr(key)).toBe(kept + 1)
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
