// One turn of one side: load on, a sample every quarter of a second, load off.
import { setTimeout as wait } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { Refusal } from '../../http/refusal.ts'
import type { ChildProcess } from '../../process/child-process.ts'
import { valkeyCpuUs } from '../../valkey/cpu-time.ts'
import type { CpuShares, LoadOptions, LoadSample, Side } from './contract.ts'
import type { GeneratorQuestion, Measured } from './load-generator.ts'
import type { Cpu, TargetQuestion } from './load-target.ts'

export type Target = { side: Side; port: number; process: ChildProcess }

export type TurnParts = {
  target: Target
  generator: ChildProcess
  valkey: Redis
  options: LoadOptions
  signal: AbortSignal
}

const sampleMs = 250
const warm = { requests: 4000, ms: 3000 }

/** Load that is not measured: Node compiles what is used, and every client's limit of `/blocked` is used up. */
export async function warmUp({ target, generator, options, signal }: TurnParts): Promise<void> {
  const { requests: enough, ms: atMostMs } = warm
  const began = performance.now()
  let requests = 0
  await generator.ask(startQuestion(target, options, 'warm-up'))
  while (requests < enough && performance.now() - began < atMostMs) {
    await wait(100, null, { signal })
    requests += (await generator.ask<Measured>({ ask: 'sample' } satisfies GeneratorQuestion))
      .requests
  }
  await generator.ask({ ask: 'stop' } satisfies GeneratorQuestion)
}

/**
 * Measures for about `ms`, and calls `onSample` as it goes. Resolves to all that was measured of this side so far, and
 * the processor time that this turn took. Throws a Refusal when an answer has another status than the outcome's.
 */
export async function measureTurn({
  ms,
  onSample,
  ...parts
}: TurnParts & {
  ms: number
  onSample: (sample: Omit<LoadSample, 'side' | 'turn' | 'atSeconds'>) => void
}): Promise<{ total: Measured; requests: number; ms: number; nodeUs: number; valkeyUs: number }> {
  const { target, generator, options, signal } = parts
  const before = await readClocks(parts)
  let clocks = before
  let requests = 0
  let measuredMs = 0
  await generator.ask(startQuestion(target, options, target.side))
  for (let i = 0; i < Math.max(1, Math.round(ms / sampleMs)); i += 1) {
    await wait(sampleMs, null, { signal })
    const measured = await generator.ask<Measured>({ ask: 'sample' } satisfies GeneratorQuestion)
    const now = await readClocks(parts)
    const us = (now.at - clocks.at) * 1000
    const cpu: CpuShares = {
      node: (now.nodeUs - clocks.nodeUs) / us,
      valkey: (now.valkeyUs - clocks.valkeyUs) / us,
      generator: measured.cpuUs / (measured.ms * 1000),
    }
    clocks = now
    requests += measured.requests
    measuredMs += measured.ms
    onSample({ requests: measured.requests, ms: measured.ms, latency: measured.latency, cpu })
  }
  const total = await generator.ask<Measured>({ ask: 'stop' } satisfies GeneratorQuestion)
  checkStatuses(total, options)
  return {
    total,
    requests,
    ms: measuredMs,
    nodeUs: clocks.nodeUs - before.nodeUs,
    valkeyUs: clocks.valkeyUs - before.valkeyUs,
  }
}

function startQuestion({ port }: Target, { connections, outcome }: LoadOptions, name: string) {
  return {
    ask: 'start',
    name,
    port,
    connections,
    path: `/${outcome}`,
  } satisfies GeneratorQuestion
}

async function readClocks({ target, valkey }: Pick<TurnParts, 'target' | 'valkey'>) {
  const { cpuUs } = await target.process.ask<Cpu>({ ask: 'cpu' } satisfies TargetQuestion)
  return { nodeUs: cpuUs, valkeyUs: await valkeyCpuUs(valkey), at: performance.now() }
}

/** Throws when some answers have another status: the figures would be those of something else. */
function checkStatuses({ statuses }: Measured, { outcome }: LoadOptions): void {
  const wanted = outcome === 'allowed' ? '200' : '429'
  const others = Object.entries(statuses).filter(([status]) => status !== wanted)
  if (others.length === 0) return
  const got = others.map(([status, count]) => `${count} times ${status}`).join(' and ')
  throw new Refusal(
    'Other answers than asked for',
    `Every answer should have been ${wanted}, but there was ${got}. The machine may be too busy for this load: use fewer connections, or try again.`,
  )
}
