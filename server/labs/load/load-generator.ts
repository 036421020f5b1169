// The process that sends the load of the load lab, and measures it.
import type { Socket } from 'node:net'
import { createHistogram, type RecordableHistogram } from 'node:perf_hooks'
import { answerParent } from '../../process/answer-parent.ts'
import type { Latency } from './contract.ts'
import { type Load, openSockets, requestFrom, sendLoad } from './send-load.ts'

export type GeneratorQuestion =
  /** Opens the connections and starts to send. The measurements are added to those of `name`. */
  | { ask: 'start'; name: string; port: number; connections: number; path: string }
  /** What happened since the last sample, or the start. */
  | { ask: 'sample' }
  /** Closes the connections: everything measured under this name. */
  | { ask: 'stop' }

export type Measured = {
  requests: number
  latency: Latency
  statuses: Record<string, number>
  /** Processor time of the generator, microseconds. */
  cpuUs: number
  ms: number
}

type Recorded = { latency: RecordableHistogram; statuses: Record<string, number> }
type Turn = {
  sockets: Socket[]
  load: Load
  recent: Recorded
  total: Recorded
  fault: string | undefined
}

const totals = new Map<string, Recorded>()
let turn: Turn | undefined
let sampledAt = { ms: 0, cpu: process.cpuUsage() }

answerParent<GeneratorQuestion>((question) => {
  if (question.ask === 'start') return start(question)
  if (!turn) throw new Error('The load generator has not been started.')
  if (turn.fault) throw new Error(turn.fault)
  return question.ask === 'sample' ? sample(turn) : stop(turn)
})

async function start(to: { name: string; port: number; connections: number; path: string }) {
  const total = totals.get(to.name) ?? createRecord()
  totals.set(to.name, total)
  const sockets = await openSockets(to.port, to.connections)
  // Each connection says that it is a separate client.
  const requests = sockets.map((_, client) => requestFrom(client, to.path))
  const recent = createRecord()
  sampledAt = { ms: performance.now(), cpu: process.cpuUsage() }
  const load = sendLoad({
    sockets,
    requestOf: (i) => requests[i] as Buffer,
    onAnswer(status, tookMs) {
      const us = Math.max(1, Math.round(tookMs * 1000))
      for (const { latency, statuses } of [recent, total]) {
        latency.record(us)
        statuses[status] = (statuses[status] ?? 0) + 1
      }
    },
    onFault(sentence) {
      if (turn) turn.fault ??= sentence
    },
  })
  turn = { sockets, load, recent, total, fault: undefined }
}

function sample({ recent }: Turn): Measured {
  const { user, system } = process.cpuUsage(sampledAt.cpu)
  const now = performance.now()
  const measured = { ...describe(recent), cpuUs: user + system, ms: now - sampledAt.ms }
  sampledAt = { ms: now, cpu: process.cpuUsage() }
  recent.latency.reset()
  recent.statuses = {}
  return measured
}

function stop({ sockets, load, total }: Turn): Measured {
  load.letGo()
  for (const socket of sockets) socket.destroy()
  turn = undefined
  return { ...describe(total), cpuUs: 0, ms: 0 }
}

function createRecord(): Recorded {
  return { latency: createHistogram({ lowest: 1, highest: 60_000_000, figures: 3 }), statuses: {} }
}

function describe({ latency, statuses }: Recorded) {
  const ms = (percentile: number) => latency.percentile(percentile) / 1000
  const requests = latency.count
  const none = { p50: 0, p95: 0, p99: 0, max: 0 }
  const found = { p50: ms(50), p95: ms(95), p99: ms(99), max: latency.max / 1000 }
  return { requests, statuses: { ...statuses }, latency: requests === 0 ? none : found }
}
