// Every server has a turn in every round of every scenario.
import type { Redis } from 'ioredis'
import { type ChildProcess, startChildProcess } from '../../server/process/child-process.ts'
import type { ValkeyAddress } from '../../server/valkey/address.ts'
import { connectValkey } from '../../server/valkey/connect.ts'
import type { Measured } from './goals.ts'
import { measureTurn, type RunningTarget, warmUp } from './measure.ts'
import type { BenchOptions, Scenario } from './options.ts'
import type { Turn } from './summary.ts'
import { scenarioTitle } from './table.ts'
import type { Started, TargetQuestion } from './target-server.ts'
import { targets } from './targets.ts'

type Given = {
  options: BenchOptions
  address: ValkeyAddress
  signal: AbortSignal
  progress: (text: string) => void
  /** Told each scenario when it is done. */
  onMeasured: (measured: Measured) => void
}

/** Starts the servers and the load generator, measures, and ends them in any case. */
export async function runScenarios(given: Given): Promise<Measured[]> {
  const { options, address, signal, progress, onMeasured } = given
  const control = connectValkey(address, { where: 'the benchmark Valkey' })
  const over = new AbortController()
  const start = (file: string, args: string[]) =>
    startChildProcess(new URL(file, import.meta.url), {
      signal: AbortSignal.any([signal, over.signal]),
      args,
    })
  try {
    const cause = await control.ready(5000)
    if (cause) throw new Error(cause.sentence)
    progress('starting the servers')
    const generator = start('./load-generator.ts', [])
    const running: RunningTarget[] = []
    for (const name of options.only) {
      signal.throwIfAborted()
      const process = start('./target-server.ts', [name])
      const question: TargetQuestion = { ask: 'start', valkey: address }
      running.push({ name, process, ...(await process.ask<Started>(question)) })
    }
    const measured: Measured[] = []
    for (const scenario of options.scenarios) {
      const done = await runScenario({
        scenario,
        running,
        generator,
        signal,
        progress,
        valkey: control.client,
        rounds: options.rounds,
        seconds: options.seconds,
      })
      measured.push(done)
      onMeasured(done)
    }
    return measured
  } finally {
    over.abort()
    control.close()
  }
}

async function runScenario({
  scenario,
  running,
  rounds: howMany,
  seconds,
  ...given
}: {
  scenario: Scenario
  running: RunningTarget[]
  generator: ChildProcess
  valkey: Redis
  rounds: number
  seconds: number
  signal: AbortSignal
  progress: (text: string) => void
}): Promise<Measured> {
  const { generator, valkey, signal, progress } = given
  const title = scenarioTitle(scenario)
  const taking = running.filter(({ name }) => scenario.outcome === 'blocked' || !blockedOnly(name))
  const parts = { generator, valkey, scenario }
  for (const target of taking) {
    progress(`${title}: warming up ${target.name}`)
    signal.throwIfAborted()
    await warmUp({ ...parts, target })
  }
  const rounds: Map<string, Turn>[] = []
  for (let round = 1; round <= howMany; round += 1) {
    const turns = new Map<string, Turn>()
    for (const target of inTurn(taking, round)) {
      progress(`${title}: round ${round} of ${howMany}, ${target.name}`)
      signal.throwIfAborted()
      turns.set(target.name, await measureTurn({ ...parts, target, ms: seconds * 1000 }))
    }
    rounds.push(new Map(taking.flatMap(({ name }) => entry(turns, name))))
  }
  return { scenario, rounds }
}

/** Each round begins with another one, so that nobody always follows the same neighbour's heat. */
function inTurn(all: RunningTarget[], round: number): RunningTarget[] {
  const first = round % all.length
  return [...all.slice(first), ...all.slice(0, first)]
}

function entry(turns: Map<string, Turn>, name: string): [string, Turn][] {
  const turn = turns.get(name)
  return turn ? [[name, turn]] : []
}

function blockedOnly(name: string): boolean {
  return targets.find((target) => target.name === name)?.blockedOnly === true
}
