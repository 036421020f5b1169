// What the inspector costs: the same limiter without it, with it while nobody watches, and while one page watches, in
// turn in every round, on one server process. Prints requests per second and processor time against the first.
import { loadavg } from 'node:os'
import { type ChildProcess, startChildProcess } from '../../server/process/child-process.ts'
import { startEmbeddedValkey } from '../../server/valkey/embedded.ts'
import { findValkeyServer } from '../../server/valkey/find.ts'
import type { InspectorQuestion } from './inspector-server.ts'
import type { Load, LoadQuestion } from './load-generator.ts'
import { inWords, ratioOf, type Turn } from './summary.ts'

type Given = {
  root: string
  log: (line: string) => void
  signal: AbortSignal
  rounds?: number
  ms?: number
}
type Way = { name: string; path: string; watched: boolean }

const ways: Way[] = [
  { name: 'no inspector', path: 'plain', watched: false },
  { name: 'nobody watches', path: 'inspected', watched: false },
  { name: 'one page watches', path: 'inspected', watched: true },
]

export async function inspectorCost({ root, log, signal, rounds = 15, ms = 1000 }: Given) {
  const source = await findValkeyServer({ env: process.env, root, log, signal })
  const valkey = await startEmbeddedValkey(source, { log })
  const over = new AbortController()
  const start = (file: string) =>
    startChildProcess(new URL(file, import.meta.url), {
      signal: AbortSignal.any([signal, over.signal]),
    })
  const server = start('./inspector-server.ts')
  const generator = start('./load-generator.ts')
  try {
    const question: InspectorQuestion = { ask: 'start', valkey: valkey.address }
    const { port } = await server.ask<{ port: number }>(question)
    const measured: Map<string, Turn>[] = []
    const loadBefore = loadavg()[0] ?? 0
    for (let round = -1; round < rounds; round += 1) {
      signal.throwIfAborted()
      const turns = new Map<string, Turn>()
      const first = (round + ways.length) % ways.length
      for (const way of [...ways.slice(first), ...ways.slice(0, first)]) {
        turns.set(way.name, await measure(way, { port, server, generator, ms }))
      }
      // The round before the first lets Node compile what is used.
      if (round >= 0) measured.push(turns)
    }
    const loads = [loadBefore, loadavg()[0] ?? 0].map((load) => load.toFixed(1)).join(' to ')
    process.stdout.write(
      `${rounds} rounds of ${ms} ms, 100 connections; load of the machine ${loads}\n`,
    )
    for (const { name } of ways) process.stdout.write(`${describe(name, measured)}\n`)
  } finally {
    over.abort()
    await valkey.stop()
  }
}

async function measure(
  { path, watched }: Way,
  {
    port,
    server,
    generator,
    ms,
  }: { port: number; server: ChildProcess; generator: ChildProcess; ms: number },
): Promise<Turn> {
  const stream = watched ? await openStream(port) : undefined
  const open: LoadQuestion = { ask: 'connect', port, connections: 100, path, keys: 1 }
  await generator.ask(open)
  const cpuBefore = await cpuOf(server)
  const load = await generator.ask<Load>({ ask: 'run', ms } satisfies LoadQuestion)
  const nodeUs = ((await cpuOf(server)) - cpuBefore) / load.requests
  stream?.close()
  const requestsPerSecond = (load.requests / load.ms) * 1000
  return { requestsPerSecond, nodeUs, valkeyUs: 0, generatorUs: load.cpuUs / load.requests }
}

async function cpuOf(server: ChildProcess): Promise<number> {
  return (await server.ask<{ cpuUs: number }>({ ask: 'cpu' } satisfies InspectorQuestion)).cpuUs
}

/** Reads the event stream as a page does: all of it, at once. */
async function openStream(port: number): Promise<{ close(): void }> {
  const abort = new AbortController()
  const response = await fetch(`http://127.0.0.1:${port}/events`, { signal: abort.signal })
  const reader = response.body?.getReader()
  async function drain(): Promise<void> {
    while (reader && !(await reader.read()).done);
  }
  drain().catch((error) => {
    if (!abort.signal.aborted) throw error
  })
  return { close: () => abort.abort() }
}

function describe(name: string, rounds: Map<string, Turn>[]): string {
  const middle = (of: (turn: Turn) => number) => {
    const values = rounds.flatMap((turns) => turns.get(name) ?? []).map(of)
    return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
  }
  const perSecond = middle((turn) => turn.requestsPerSecond).toFixed(0)
  const ratio = inWords(ratioOf(rounds, name, 'no inspector'))
  return `${name.padEnd(18)} ${perSecond.padStart(6)} requests/s, ${ratio} of the first; ${middle((turn) => turn.nodeUs).toFixed(0)} µs of processor time a request`
}
