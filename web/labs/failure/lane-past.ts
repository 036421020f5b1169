// The totals of a lane's old requests, so that the requests need not be kept.
import type { LaneName } from '../../../server/labs/failure/contract.ts'
import { continueLog, emptyLog, type LaneLog } from './failure-log.ts'
import type { Fate, LabRequest } from './lab-request.ts'

export type PastOfLane = {
  fates: Record<Fate, number>
  longestMs: number
  lastCause: string | null
  log: LaneLog
}

export function emptyPast(): PastOfLane {
  const fates = { waiting: 0, allowed: 0, passed: 0, rejected: 0, unavailable: 0, broken: 0 }
  return { fates, longestMs: 0, lastCause: null, log: emptyLog }
}

type Old = {
  lane: LaneName
  /** All that are kept of the lane. */
  requests: readonly LabRequest[]
  /** Which of them are counted here, and kept no longer. */
  isOver: (request: LabRequest) => boolean
  /** Up to here the log is written and stays. */
  horizon: number
  now: number
}

export function addToPast(
  past: PastOfLane,
  { lane, requests, isOver, horizon, now }: Old,
): PastOfLane {
  const fates = { ...past.fates }
  let { longestMs, lastCause } = past
  for (const request of requests) {
    if (!isOver(request)) continue
    fates[request.fate] += 1
    longestMs = Math.max(longestMs, request.tookMs ?? 0)
    lastCause = request.cause ?? lastCause
  }
  const log = continueLog(past.log, { lane, requests, until: horizon, now })
  return { fates, longestMs, lastCause, log }
}
