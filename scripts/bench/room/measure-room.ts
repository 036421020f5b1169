// A room of so many learners, from empty to full: what each costs, and how it answers when all of them click.
import { setTimeout as wait } from 'node:timers/promises'
import { startChildProcess } from '../../../server/process/child-process.ts'
import type { ValkeyAddress } from '../../../server/valkey/address.ts'
import { probeBoard } from './board-probe.ts'
import type { CrowdLoad, CrowdQuestion } from './crowd.ts'
import { countAdmitted } from './exactness.ts'
import { type Percentiles, percentiles } from './figures.ts'
import { openRoom, type Usage } from './open-room.ts'

export type RoomFigures = {
  learners: number
  requestsPerSecond: number
  http: Percentiles
  event: Percentiles
  board: Percentiles
  lost: number
  unanswered: number
  statuses: Record<string, number>
  /** Of learners who each sent fifty requests at once: how many, and how many of them had exactly the limit admitted. */
  exact: { learners: number; exactly: number } | null
  bytesPerIdleLearner: number
  /** Of one core, while the crowd sends. */
  serverCores: number
}

export async function measureRoom({
  root,
  valkey,
  learners,
  perSecond,
  seconds,
  exactLearners,
  say,
  signal,
}: {
  root: string
  valkey: ValkeyAddress
  learners: number
  perSecond: number
  seconds: number
  exactLearners: number
  say: (what: string) => void
  signal: AbortSignal
}): Promise<RoomFigures> {
  const room = await openRoom({ root, valkey, max: learners + exactLearners + 10 })
  const over = new AbortController()
  const crowd = startChildProcess(new URL('./crowd.ts', import.meta.url), {
    signal: AbortSignal.any([signal, over.signal]),
  })
  const ask = <Answer>(question: CrowdQuestion) => crowd.ask<Answer>(question)
  const { url, code, token } = room
  const usage = async (): Promise<Usage> => {
    const all = await Promise.all(room.servers.map((server) => server.usage()))
    const sum = (of: (one: Usage) => number) => all.reduce((total, one) => total + of(one), 0)
    return { cpuMs: sum(({ cpuMs }) => cpuMs), bytes: sum(({ bytes }) => bytes) }
  }
  try {
    let exact: RoomFigures['exact'] = null
    if (exactLearners > 0) {
      say('fifty requests at once from each learner')
      const admitted = await countAdmitted({ room: { url, code }, learners: exactLearners })
      exact = { learners: exactLearners, exactly: admitted.filter((count) => count === 5).length }
    }
    // What a process needs for its first learners it needs once.
    say('joining')
    const first = Math.min(20, Math.floor(learners / 2))
    await ask({ ask: 'join', room: { url, code }, learners: first })
    await wait(3000)
    const before = await usage()
    await ask({ ask: 'join', room: { url, code }, learners })
    await wait(5000)
    const bytesPerIdleLearner = ((await usage()).bytes - before.bytes) / (learners - first)

    say('warming up')
    await ask({ ask: 'send', perSecond, ms: 3000 })
    say('measuring')
    const stopped = new AbortController()
    const probing = probeBoard({ room: { url, code }, token, signal: stopped.signal })
    const { cpuMs } = await usage()
    const load = await ask<CrowdLoad>({ ask: 'send', perSecond, ms: seconds * 1000 })
    const serverCores = ((await usage()).cpuMs - cpuMs) / load.ms
    stopped.abort()
    const board = await probing
    return {
      learners,
      requestsPerSecond: (load.sent * 1000) / load.ms,
      http: percentiles(load.httpMs),
      event: percentiles(load.eventMs),
      board: percentiles(board),
      lost: load.lost,
      unanswered: load.unanswered,
      statuses: load.statuses,
      ...{ exact, bytesPerIdleLearner, serverCores },
    }
  } finally {
    over.abort()
    await room.close()
  }
}
