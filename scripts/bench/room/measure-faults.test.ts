import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { measureFaults } from './measure-faults.ts'

const hasHaproxy = () => {
  try {
    execFileSync('haproxy', ['-v'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

test('a class behind a balancer, on a cluster: a server is killed, then a master, and no counter is wrong', async ({
  skip,
}) => {
  if (!process.env.TEST_ALL) skip('only with --all: a cluster, three servers and a balancer.')
  if (!hasHaproxy()) skip('There is no haproxy on this machine: apt-get install haproxy.')
  const signal = new AbortController().signal
  const root = process.cwd()
  const faults = await measureFaults({ root, learners: 15, say: () => {}, signal })
  if (!faults)
    return skip('Only Docker has a Valkey here, and a cluster needs several as processes.')
  const [server, master] = faults
  // The streams of one server in three are lost, and each comes back with the numbers right.
  expect(server?.gaps).toBeGreaterThan(0)
  expect(server).toMatchObject({ wrongCounts: 0, unanswered: 0 })
  // Only the learners of one master in three wait, and they are told so.
  expect(master?.unavailable).toBeGreaterThan(0)
  expect(master?.counted).toBeGreaterThan(master?.unavailable ?? 0)
  expect(master).toMatchObject({ gaps: 0, wrongCounts: 0, unanswered: 0 })
}, 300_000)
