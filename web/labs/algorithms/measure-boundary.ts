// The algorithms lab without its drawing, for a lesson's "predict, then run".
import type { AlgorithmId, AlgorithmsEvent } from '../../../server/labs/algorithms/contract.ts'
import { collectRun } from '../open-run.ts'
import { preset } from './traffic.ts'
import { arrivalsOf } from './traffic-choice.ts'

/** How many passed, of how many; or why there is no number, in a sentence. */
export type MeasuredTraffic = { admitted: number; sent: number } | { reason: string }

/** Sends the boundary burst through all five algorithms on the server, in real time. Never rejects. */
export async function measureBoundary(
  {
    algorithm,
    limit,
    windowSeconds,
  }: { algorithm: AlgorithmId; limit: number; windowSeconds: number },
  signal: AbortSignal,
): Promise<MeasuredTraffic> {
  const slots = preset('boundary', { limit })
  const arrivals = arrivalsOf({ from: 'boundary', slots }, windowSeconds)
  const options = { limit, windowSeconds, arrivals }
  const run = await collectRun<AlgorithmsEvent>('algorithms', options, signal)
  if ('reason' in run) return run
  let admitted = 0
  let sent = 0
  for (const event of run.events) {
    if (event.kind !== 'decided') continue
    const decision = event.decisions.find((one) => one.algorithm === algorithm)
    if (!decision || 'failed' in decision) return { reason: decision?.failed ?? 'no decision' }
    sent += 1
    if (decision.allowed) admitted += 1
  }
  return { admitted, sent }
}
