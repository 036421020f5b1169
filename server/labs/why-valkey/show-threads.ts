// Claim 1, "multi-threading": one I/O thread against several, in turn, and whether a command ever runs beside another.
import { readFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { type ChildProcess, startChildProcess } from '../../process/child-process.ts'
import type { DisposableValkey } from '../../sandbox/sandbox.ts'
import { valkeyCpuUs } from '../../valkey/cpu-time.ts'
import type { CommandLoad, CommandLoadQuestion } from './command-load.ts'
import type { Compared } from './compared.ts'
import type { ThreadsEvent, ThreadsRound } from './contract.ts'
import { measureWaits } from './measure-waits.ts'
import { numberOf, readInfo } from './read-info.ts'

const lua = readFileSync(
  new URL('../../limiter/algorithms/fixed-window/fixed-window.lua', import.meta.url),
  'utf8',
)
const turnMs = 1000

type ThreadsOptions = { ioThreads: number; connections: number; rounds: number }
type Contender = { ioThreads: number; server: DisposableValkey; valkey: Redis; sha1: string }

export async function showThreads(
  { sandbox, signal }: Compared,
  { ioThreads, connections, rounds }: ThreadsOptions,
  send: (data: ThreadsEvent) => void,
): Promise<void> {
  const cores = availableParallelism()
  // Whatever cores are left over beside the server send load; there is always one that does.
  const howMany = Math.min(4, connections, Math.max(1, cores - ioThreads))
  const contenders: Contender[] = []
  for (const threads of [1, ioThreads]) {
    const server = await sandbox.open({ signal, maxMemoryMb: 32, ioThreads: threads })
    const valkey = await server.connect({ settings: 'patient' })
    const sha1 = String(await valkey.script('LOAD', lua))
    contenders.push({ ioThreads: threads, server, valkey, sha1 })
  }
  const version = contenders[0]?.server.version ?? ''
  const generators = Array.from({ length: howMany }, () =>
    startChildProcess(new URL('./command-load.ts', import.meta.url), { signal }),
  )
  send({ kind: 'cores', cores, loadAverage: loadavg()[0] ?? 0, generators: howMany, version })

  for (const one of contenders) await measureRound(one, generators, connections, 300, signal)
  for (let round = 1; round <= rounds; round += 1) {
    // Who was first is second next time.
    for (const one of round % 2 === 1 ? contenders : contenders.toReversed()) {
      const measured = await measureRound(one, generators, connections, turnMs, signal)
      send({ kind: 'threads round', round, ...measured })
    }
  }
  for (const one of contenders) {
    const waits = await measureWaits(one.server, signal)
    send({ kind: 'one at a time', ioThreads: one.ioThreads, ...waits })
  }
}

async function measureRound(
  { ioThreads, server, valkey, sha1 }: Contender,
  generators: ChildProcess[],
  connections: number,
  ms: number,
  signal: AbortSignal,
): Promise<ThreadsRound> {
  const { port, password } = server.address
  const ask = <Answer>(questionOf: (i: number) => CommandLoadQuestion) =>
    Promise.all(generators.map((generator, i) => generator.ask<Answer>(questionOf(i))))
  await ask((i) => {
    const mine = share(connections, generators.length, i)
    return { ask: 'start', port, password, sha1, connections: mine }
  })
  const before = { ...(await readServer(valkey)), at: performance.now() }
  await wait(ms, null, { signal })
  const after = { ...(await readServer(valkey)), at: performance.now() }
  const loads = await ask<CommandLoad>(() => ({ ask: 'stop' }))
  const reads = after.reads - before.reads
  return {
    ioThreads,
    commandsPerSecond: sum(loads.map(({ commands, ms }) => (commands / ms) * 1000)),
    valkeyCpu: (after.cpuUs - before.cpuUs) / ((after.at - before.at) * 1000),
    generatorCpu: sum(loads.map(({ cpuUs, ms }) => cpuUs / (ms * 1000))),
    readByThreads: reads > 0 ? (after.threaded - before.threaded) / reads : null,
  }
}

/** Source: https://valkey.io/commands/info/ (Stats) */
async function readServer(valkey: Redis) {
  const stats = readInfo(await valkey.info('stats'))
  return {
    cpuUs: await valkeyCpuUs(valkey),
    reads: numberOf(stats, 'total_reads_processed'),
    threaded: numberOf(stats, 'io_threaded_reads_processed'),
  }
}

/** How many of `all` the i-th of `parts` gets, so that they add up. */
function share(all: number, parts: number, i: number): number {
  return Math.floor((all * (i + 1)) / parts) - Math.floor((all * i) / parts)
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
