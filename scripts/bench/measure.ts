// One turn of one server: reads the clocks, sends load on connections that are open, reads the clocks again.
import type { Redis } from 'ioredis'
import type { ChildProcess } from '../../server/process/child-process.ts'
import { valkeyCpuUs } from '../../server/valkey/cpu-time.ts'
import type { Load, LoadQuestion } from './load-generator.ts'
import type { Scenario } from './options.ts'
import type { Turn } from './summary.ts'
import type { Cpu, TargetQuestion } from './target-server.ts'

export type RunningTarget = { name: string; port: number; process: ChildProcess }
type Parts = { target: RunningTarget; generator: ChildProcess; valkey: Redis; scenario: Scenario }

/** @throws Error when a request is answered with another status than the scenario's */
export async function measureTurn({ ms, ...parts }: Parts & { ms: number }): Promise<Turn> {
  const { target, generator, valkey, scenario } = parts
  await connect(parts)
  const before = await readClocks(target, valkey)
  const load = await generator.ask<Load>({ ask: 'run', ms } satisfies LoadQuestion)
  const after = await readClocks(target, valkey)
  checkStatuses(load, target, scenario)
  return {
    requestsPerSecond: (load.requests / load.ms) * 1000,
    nodeUs: (after.nodeUs - before.nodeUs) / load.requests,
    valkeyUs: (after.valkeyUs - before.valkeyUs) / load.requests,
    generatorUs: load.cpuUs / load.requests,
  }
}

/** Lets Node compile what is used, and has every client's limit of /blocked used up: each sends two requests. */
export async function warmUp({ target, generator, valkey, scenario }: Parts): Promise<void> {
  const requests = Math.max(3000, scenario.outcome === 'blocked' ? scenario.keys * 2 : 0)
  await connect({ target, generator, valkey, scenario: { ...scenario, connections: 100 } })
  await generator.ask<Load>({ ask: 'run', requests } satisfies LoadQuestion)
  // The connections of the turns to come, so that the first of them does not pay for opening them.
  await connect({ target, generator, valkey, scenario })
}

async function connect({ target, generator, scenario }: Parts): Promise<void> {
  const { connections, keys, outcome } = scenario
  const question = { ask: 'connect', port: target.port, connections, keys, path: outcome } as const
  await generator.ask(question satisfies LoadQuestion)
}

async function readClocks(target: RunningTarget, valkey: Redis) {
  const { cpuUs } = await target.process.ask<Cpu>({ ask: 'cpu' } satisfies TargetQuestion)
  return { nodeUs: cpuUs, valkeyUs: await valkeyCpuUs(valkey) }
}

function checkStatuses({ statuses }: Load, { name }: RunningTarget, { outcome }: Scenario): void {
  const wanted = outcome === 'pass' ? '200' : '429'
  const got = Object.keys(statuses)
  if (got.length === 0)
    throw new Error(`${name} gave no answer in a whole turn: give it more --seconds`)
  if (got.length === 1 && got[0] === wanted) return
  throw new Error(
    `${name} should have answered /${outcome} with ${wanted} only, got ${JSON.stringify(statuses)}`,
  )
}
