// The load lab: the same endpoint with our limiter and without, under load, measured side by side. Servers, load
// generator and Valkey are separate processes, so that neither the workbook's server nor its Valkey is disturbed.
import { availableParallelism, loadavg } from 'node:os'
import { Refusal } from '../../http/refusal.ts'
import { startChildProcess } from '../../process/child-process.ts'
import type { Lab, LabParts } from '../lab.ts'
import { loadSides } from './bounds.ts'
import {
  type LoadEvent,
  type LoadOptions,
  type LoadTotal,
  loadEvent,
  loadOptions,
  type Side,
} from './contract.ts'
import type { Started, TargetQuestion } from './load-target.ts'
import { measureTurn, type Target, warmUp } from './measure-turn.ts'

/** A side's seconds come in turns of this length, the sides in turn: a machine that slows down slows both. */
const turnMs = 1000

/** One load at a time: two would measure each other. */
export function createLoad({ sandbox }: Pick<LabParts, 'sandbox'>): Lab<LoadOptions, LoadEvent> {
  let busy = false

  return {
    options: loadOptions,
    event: loadEvent,
    async run(given) {
      if (busy) {
        throw new Refusal(
          'Another load is running',
          'Two at once would measure each other. Stop the other one, perhaps in another tab, or wait for its end.',
        )
      }
      busy = true
      try {
        await measure(given)
      } finally {
        busy = false
      }
    },
  }

  async function measure({
    options,
    signal,
    send,
  }: {
    options: LoadOptions
    signal: AbortSignal
    send: (data: LoadEvent) => void
  }): Promise<void> {
    send({ kind: 'phase', phase: 'starting' })
    const ended = new AbortController()
    const both = AbortSignal.any([signal, ended.signal])
    try {
      const server = await sandbox.open({ signal: both, maxMemoryMb: 64 })
      const valkey = await server.connect()
      send({
        kind: 'machine',
        machine: {
          cores: availableParallelism(),
          node: process.version,
          valkey: server.version,
          loadAverage: loadavg()[0] ?? 0,
        },
      })
      const start = async (side: Side): Promise<Target> => {
        const target = startChildProcess(new URL('./load-target.ts', import.meta.url), {
          signal: both,
        })
        const question: TargetQuestion = {
          ask: 'start',
          side,
          valkey: { ...server.address, tls: false },
        }
        return { side, process: target, ...(await target.ask<Started>(question)) }
      }
      const generator = startChildProcess(new URL('./load-generator.ts', import.meta.url), {
        signal: both,
      })
      const sides: Side[] = options.sides === 'both' ? [...loadSides] : [options.sides]
      const targets = await Promise.all(sides.map(start))
      const parts = { generator, valkey, options, signal: both }

      send({ kind: 'phase', phase: 'warming up' })
      for (const target of targets) await warmUp({ ...parts, target })

      send({ kind: 'phase', phase: 'measuring' })
      const totals = new Map(sides.map((side) => [side, nothingYet(side)]))
      for (let turn = 1; turn <= options.seconds; turn += 1) {
        // Who was first is second next time.
        for (const target of turn % 2 === 1 ? targets : targets.toReversed()) {
          const { side } = target
          const before = totals.get(side) ?? nothingYet(side)
          let atMs = before.measuredMs
          const measured = await measureTurn({
            ...parts,
            target,
            ms: turnMs,
            onSample(sample) {
              atMs += sample.ms
              send({ kind: 'sample', side, turn, atSeconds: atMs / 1000, ...sample })
            },
          })
          const total = addTurn(before, measured)
          totals.set(side, total)
          send({ kind: 'total', ...total.report })
        }
      }
    } finally {
      // Ends the processes and the Valkey, whichever way this ended.
      ended.abort()
    }
  }
}

type SideSoFar = { report: LoadTotal; measuredMs: number; nodeUs: number; valkeyUs: number }

function nothingYet(side: Side): SideSoFar {
  const latency = { p50: 0, p95: 0, p99: 0, max: 0 }
  const cpuUs = { node: 0, valkey: 0 }
  const report: LoadTotal = { side, requests: 0, turns: [], latency, cpuUs, statuses: {} }
  return { report, measuredMs: 0, nodeUs: 0, valkeyUs: 0 }
}

function addTurn(before: SideSoFar, measured: Awaited<ReturnType<typeof measureTurn>>): SideSoFar {
  const requests = before.report.requests + measured.requests
  const nodeUs = before.nodeUs + measured.nodeUs
  const valkeyUs = before.valkeyUs + measured.valkeyUs
  return {
    nodeUs,
    valkeyUs,
    measuredMs: before.measuredMs + measured.ms,
    report: {
      side: before.report.side,
      requests,
      turns: [...before.report.turns, (measured.requests / measured.ms) * 1000],
      latency: measured.total.latency,
      cpuUs: { node: nodeUs / requests, valkey: valkeyUs / requests },
      statuses: measured.total.statuses,
    },
  }
}
