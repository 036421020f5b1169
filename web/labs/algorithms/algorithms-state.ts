// The events of a run as the five rows of its result. Data in, data out.
import type {
  AlgorithmDecision,
  AlgorithmId,
  AlgorithmsEvent,
  AlgorithmWindow,
} from '../../../server/labs/algorithms/contract.ts'
import { algorithmNames } from '../../../server/limiter/algorithms/algorithms.ts'
import type { TimelineEvent, TimelineWindow } from '../../ui/timeline/timeline-figure.ts'
import { busiestWindow } from './most-in-any-window.ts'

export type AlgorithmRow = {
  algorithm: AlgorithmId
  admitted: number
  rejected: number
  /** Valkey gave no answer. */
  failed: number
  /** The fullest window of the policy's length, wherever it begins. */
  busiest: { count: number; from: number }
}

export type DecidedRequest = { request: number; plannedMs: number; decisions: AlgorithmDecision[] }

export type AlgorithmsView = {
  /** Null before a run. */
  run: { keys: Record<AlgorithmId, string>; requests: number; lastsMs: number } | null
  rows: AlgorithmRow[]
  /** In the order they were sent. */
  requests: DecidedRequest[]
  events: TimelineEvent[]
  windows: TimelineWindow[]
}

export function readAlgorithms(
  events: readonly AlgorithmsEvent[],
  windowMs: number,
  windowLabel: (admitted: number) => string,
): AlgorithmsView {
  const requests: DecidedRequest[] = []
  const windows: AlgorithmWindow[] = []
  let run: AlgorithmsView['run'] = null
  for (const event of events) {
    if (event.kind === 'started') run = event
    else if (event.kind === 'window') windows.push(event.window)
    else requests.push(event)
  }
  requests.sort((a, b) => a.request - b.request)
  const decisions = requests.flatMap((request) => request.decisions)
  const admitted = new Map(algorithmNames.map((id) => [id, admittedTimes(decisions, id)]))
  return {
    run,
    requests,
    rows: algorithmNames.map((algorithm) => {
      const own = decisions.filter((decision) => decision.algorithm === algorithm)
      const times = admitted.get(algorithm) ?? []
      const failed = own.filter((decision) => 'failed' in decision).length
      return {
        algorithm,
        admitted: times.length,
        rejected: own.length - times.length - failed,
        failed,
        busiest: busiestWindow(times, windowMs),
      }
    }),
    events: decisions.map(toTimelineEvent).toSorted((a, b) => a.at - b.at),
    windows: windows.map(({ algorithm, fromMs, toMs }) => {
      const times = admitted.get(algorithm) ?? []
      const within = times.filter((at) => at >= fromMs && at < toMs).length
      return { lane: algorithm, from: fromMs, to: toMs, label: windowLabel(within) }
    }),
  }
}

function admittedTimes(decisions: readonly AlgorithmDecision[], algorithm: AlgorithmId): number[] {
  return decisions.flatMap((decision) =>
    decision.algorithm === algorithm && isAllowed(decision) ? [decision.atMs] : [],
  )
}

export function isAllowed(decision: AlgorithmDecision): boolean {
  return 'allowed' in decision && decision.allowed
}

function toTimelineEvent(decision: AlgorithmDecision): TimelineEvent {
  const { algorithm, atMs } = decision
  const kind = 'failed' in decision ? 'failed' : decision.allowed ? 'allowed' : 'rejected'
  return { at: atMs, lane: algorithm, kind }
}
