// A class goes on while a server process is killed, and while a master of its cluster is killed.
import { setTimeout as wait } from 'node:timers/promises'
import { startChildProcess } from '../../../server/process/child-process.ts'
import { startRealCluster } from '../../../server/testing/real-cluster.ts'
import type { CrowdLoad, CrowdQuestion } from './crowd.ts'
import { type Percentiles, percentiles } from './figures.ts'
import { openRoom } from './open-room.ts'

export type FaultFigures = {
  fault: 'server killed' | 'master killed'
  learners: number
  /** How many learners' streams were lost, and how long until each had its snapshot again. */
  gaps: number
  gap: Percentiles
  /** Of the room's requests: answered as counted, answered 503, and cut off before their answer. */
  counted: number
  unavailable: number
  cut: number
  /** From the first 503 to the last, on one of the learners' clocks. */
  outageMs: number
  wrongCounts: number
  /** Requests that were not answered five seconds after the last was sent. */
  unanswered: number
}

export async function measureFaults({
  root,
  learners,
  say,
  signal,
}: {
  root: string
  learners: number
  say: (what: string) => void
  signal: AbortSignal
}): Promise<FaultFigures[] | undefined> {
  say('starting a cluster of three masters and three replicas')
  const cluster = await startRealCluster({ nodeTimeoutMs: 2000 })
  if (!cluster) return undefined
  const [node] = cluster.nodes
  if (!node) throw new Error('The cluster has no node.')
  const valkey = { ...node, password: cluster.password, tls: false as const, cluster: true }
  const room = await openRoom({
    root,
    valkey,
    processes: 3,
    max: learners + 10,
    // One window for the whole run, so that the counters add up.
    env: { RATE_WINDOW_SECONDS: '3600' },
  })
  const over = new AbortController()
  const crowd = startChildProcess(new URL('./crowd.ts', import.meta.url), {
    signal: AbortSignal.any([signal, over.signal]),
  })
  const { url, code } = room
  const ask = <Answer>(question: CrowdQuestion) => crowd.ask<Answer>(question)

  async function during(
    fault: FaultFigures['fault'],
    strike: () => Promise<void>,
  ): Promise<FaultFigures> {
    say(fault)
    const sending = ask<CrowdLoad>({ ask: 'send', perSecond: 2, ms: 20_000 })
    // It is awaited below; when the strike itself fails, that is the error to tell.
    sending.catch(() => {})
    await wait(4000)
    await strike()
    const load = await sending
    const { statuses, gapMs, unavailableAt } = load
    return {
      fault,
      learners,
      gaps: gapMs.length,
      gap: percentiles(gapMs),
      counted: (statuses['200'] ?? 0) + (statuses['429'] ?? 0),
      unavailable: statuses['503'] ?? 0,
      cut: load.cut,
      outageMs: (unavailableAt.at(-1) ?? 0) - (unavailableAt[0] ?? 0),
      wrongCounts: load.wrongCounts,
      unanswered: load.unanswered,
    }
  }

  try {
    say('joining')
    await ask({ ask: 'join', room: { url, code }, learners })
    return [
      await during('server killed', async () => {
        room.servers[0]?.kill()
        await wait(500)
        await room.restart(0)
      }),
      await during('master killed', async () => {
        const [, victim] = cluster.nodes
        if (victim) cluster.kill(victim.port)
      }),
    ]
  } finally {
    over.abort()
    await room.close()
    await cluster.close()
  }
}
