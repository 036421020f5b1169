// The algorithms lab: one traffic, five algorithms, at the same time and in real time.
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { Refusal } from '../../http/refusal.ts'
import type { Lab, LabParts } from '../lab.ts'
import { type Contestant, createContestants } from './contestants.ts'
import {
  type AlgorithmDecision,
  type AlgorithmId,
  type AlgorithmsEvent,
  type AlgorithmsOptions,
  algorithmsEvent,
  algorithmsOptions,
} from './contract.ts'
import { clockWindows, createFixedWindows } from './windows.ts'

/**
 * All five algorithms decide on every request of the traffic, each on its own key of the lab, which expires and is also
 * deleted at the end. Time 0 is the first decision; the fixed window's real PTTL then says when its
 * window ends, and the rest of the traffic is sent by that.
 */
export function createAlgorithms({
  valkey,
  prefix,
}: Pick<LabParts, 'valkey' | 'prefix'>): Lab<AlgorithmsOptions, AlgorithmsEvent> {
  return {
    options: algorithmsOptions,
    event: algorithmsEvent,
    async run({ options: { limit, windowSeconds, arrivals }, signal, send }) {
      const run = randomUUID().slice(0, 8)
      const keyOf = (algorithm: AlgorithmId) => `${prefix}algorithms:${run}:${algorithm}`
      const contestants = createContestants({ valkey, keyOf, limit, windowSeconds })
      const planned = startingAtZero(arrivals)
      const lastsMs = planned.at(-1) ?? 0
      send({
        kind: 'started',
        keys: Object.fromEntries(contestants.map((one) => [one.algorithm, one.key])) as Record<
          AlgorithmId,
          string
        >,
        requests: planned.length,
        lastsMs,
      })
      const fixedWindow = createFixedWindows({
        windowSeconds,
        onWindow: (window) => send({ kind: 'window', window }),
      })
      let zeroUs: number | undefined
      let startedAt = performance.now()
      const underWay: Promise<void>[] = []

      async function decideAll(request: number, plannedMs: number): Promise<void> {
        const decided = await Promise.all(contestants.map(decideOne))
        if (zeroUs === undefined) {
          zeroUs = Math.min(...decided.flatMap((one) => ('atUs' in one ? [one.atUs] : [])))
          if (!Number.isFinite(zeroUs)) throw firstReason(decided)
          const opened = await valkey.pttl(keyOf('fixed-window'))
          if (opened > 0) startedAt = performance.now() + opened - windowSeconds * 1000
          const windows = clockWindows({ windowSeconds, zeroUs, untilMs: lastsMs })
          for (const window of windows) send({ kind: 'window', window })
        }
        const zero = zeroUs
        const decisions = decided.map((one): AlgorithmDecision => {
          const { algorithm } = one
          if ('failed' in one) return { algorithm, atMs: plannedMs, failed: one.failed }
          const atMs = (one.atUs - zero) / 1000
          if (algorithm === 'fixed-window') fixedWindow(atMs, one.ttlMs)
          const { allowed, remaining, retryAfterMs } = one
          return { algorithm, atMs, allowed, remaining, retryAfterMs }
        })
        send({ kind: 'decided', request, plannedMs, decisions })
      }

      try {
        for (const [request, plannedMs] of planned.entries()) {
          const leftMs = startedAt + plannedMs - performance.now()
          if (leftMs > 0) await wait(leftMs, undefined, { signal })
          signal.throwIfAborted()
          const decided = decideAll(request, plannedMs)
          // The first one sets the clock that the others are sent by; those may overlap.
          if (request === 0) await decided
          else underWay.push(decided)
        }
        await Promise.all(underWay)
      } finally {
        await Promise.allSettled(underWay)
        // They expire by themselves; a Valkey that does not answer now needs no second try.
        await valkey.del(contestants.map(({ key }) => key)).catch(() => undefined)
      }
    },
  }
}

/** Sorted, with the first one at 0. */
function startingAtZero(arrivals: readonly number[]): number[] {
  const sorted = arrivals.toSorted((a, b) => a - b)
  const [first = 0] = sorted
  return sorted.map((at) => at - first)
}

type Decided = { algorithm: AlgorithmId } & (
  | { atUs: number; ttlMs: number; allowed: boolean; remaining: number; retryAfterMs: number }
  | { failed: string }
)

async function decideOne({ algorithm, decide }: Contestant): Promise<Decided> {
  try {
    return { algorithm, ...(await decide()) }
  } catch (error) {
    return { algorithm, failed: error instanceof Error ? error.message : String(error) }
  }
}

function firstReason(decided: Decided[]): Error {
  const [reason = 'no reason given'] = decided.flatMap((one) =>
    'failed' in one ? [one.failed] : [],
  )
  return new Refusal(
    'Valkey did not answer',
    `The first request was not decided: ${reason}. Look at the connection above, then run it again.`,
  )
}
