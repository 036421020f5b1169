// A process that sends requests as fast as they are answered, one at a time on each connection.
// Raw sockets: on two cores whatever the generator takes is missing elsewhere (an HTTP client takes about twice as much).
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { createHistogram, type RecordableHistogram } from 'node:perf_hooks'
import { answerParent } from '../../process/answer-parent.ts'
import { createAnswerReader } from './answer-reader.ts'
import type { Latency } from './contract.ts'

export type GeneratorQuestion =
  /** Opens the connections and starts to send. What is measured adds to `name`. */
  | { ask: 'start'; name: string; port: number; connections: number; path: string }
  /** What happened since the last sample, or the start. */
  | { ask: 'sample' }
  /** Closes the connections: all that was measured under this name. */
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
type Turn = { sockets: Socket[]; recent: Recorded; total: Recorded; fault: string | undefined }

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
  const sockets = Array.from({ length: to.connections }, () =>
    connect({ host: '127.0.0.1', port: to.port, noDelay: true }),
  )
  const current: Turn = { sockets, recent: createRecord(), total, fault: undefined }
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  turn = current
  sampledAt = { ms: performance.now(), cpu: process.cpuUsage() }
  for (const [i, socket] of sockets.entries()) keepSending(current, socket, requestOf(i, to.path))
}

/** Each connection says that it is a client of its own. */
function requestOf(client: number, path: string): Buffer {
  return Buffer.from(
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\nX-Client: client-${client}\r\n\r\n`,
  )
}

function keepSending(current: Turn, socket: Socket, request: Buffer): void {
  let sentAt = performance.now()
  const onFault = (sentence: string) => {
    current.fault ??= sentence
  }
  socket.on('error', (error) => onFault(`A connection broke: ${error.message}`))
  socket.on('close', () => onFault('The server closed a connection.'))
  socket.on('data', createAnswerReader({ onAnswer, onFault }))
  socket.write(request)

  function onAnswer(status: string): void {
    const us = Math.max(1, Math.round((performance.now() - sentAt) * 1000))
    for (const { latency, statuses } of [current.recent, current.total]) {
      latency.record(us)
      statuses[status] = (statuses[status] ?? 0) + 1
    }
    sentAt = performance.now()
    socket.write(request)
  }
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

function stop({ sockets, total }: Turn): Measured {
  for (const socket of sockets) {
    socket.removeAllListeners()
    socket.on('error', () => {})
    socket.destroy()
  }
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
