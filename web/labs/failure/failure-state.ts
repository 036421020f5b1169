// The events of a failure run as one model for figure, table and log. Events are folded in as they arrive, and the model
// does not grow with the run. Times are milliseconds since the run began.
import type { FailureEvent, LaneName, ValkeyState } from '../../../server/labs/failure/contract.ts'
import type { Fate, LabRequest, Trouble } from './lab-request.ts'
import { addToPast, emptyPast, type PastOfLane } from './lane-past.ts'
import { noteRecovery, type Recovery, recoveryFrom } from './recovery.ts'

export type FailureState = {
  ready: { version: string; limits: string[] } | null
  /** The time of the newest event. */
  now: number
  valkey: ValkeyState | null
  troubles: Trouble[]
  /** Since the last trouble ended; null while one lasts, and without any. */
  recovery: Recovery | null
  /** Those of the last minute, and whatever still waits. */
  requests: LabRequest[]
  /** The totals of older requests, up to `pastUntil`. */
  pastUntil: number
  past: Record<LaneName, PastOfLane>
  heldBack: Record<LaneName, number>
}

/** More than the figure draws and the median looks back. */
const keptMs = 60_000
const forgetEveryMs = 5000
const keptTroubles = 100

export function emptyFailure(): FailureState {
  return {
    ready: null,
    now: 0,
    valkey: null,
    troubles: [],
    recovery: null,
    requests: [],
    pastUntil: 0,
    past: { left: emptyPast(), right: emptyPast() },
    heldBack: { left: 0, right: 0 },
  }
}

/** `before` with the new events. Requests are changed in place; every list is a new one. */
export function foldFailure(before: FailureState, data: readonly FailureEvent[]): FailureState {
  const state: FailureState = {
    ...before,
    troubles: [...before.troubles],
    requests: [...before.requests],
    heldBack: { ...before.heldBack },
  }
  for (const one of data) {
    if ('at' in one) state.now = Math.max(state.now, one.at)
    switch (one.kind) {
      case 'ready':
        state.ready = one
        break
      case 'sent':
        state.requests.push({ ...laneAndId(one), at: one.at, fate: 'waiting', tookMs: null })
        break
      case 'answered': {
        const request = state.requests.findLast(
          ({ lane, id }) => lane === one.lane && id === one.id,
        )
        if (!request) break
        request.fate = fateOf(one)
        request.tookMs = one.tookMs
        if (one.cause !== undefined) request.cause = one.cause
        state.recovery = state.recovery && noteRecovery(state.recovery, request)
        break
      }
      case 'held back':
        state.heldBack[one.lane] += 1
        break
      case 'valkey':
        noteTroubles(state, one)
        break
    }
  }
  return forgetOld(state)
}

/** Moves what is over and old into the past. A few seconds at a time, so that not every answer moves something. */
function forgetOld(state: FailureState): FailureState {
  const horizon = state.now - keptMs
  if (horizon < state.pastUntil + forgetEveryMs) return state
  const isOver = ({ at, tookMs }: LabRequest) => tookMs !== null && at + tookMs <= horizon
  const pastOf = (lane: LaneName) => {
    const ofLane = state.requests.filter((one) => one.lane === lane)
    return addToPast(state.past[lane], { requests: ofLane, isOver, horizon, now: state.now, lane })
  }
  return {
    ...state,
    pastUntil: horizon,
    past: { left: pastOf('left'), right: pastOf('right') },
    requests: state.requests.filter((one) => !isOver(one)),
    troubles: state.troubles.slice(-keptTroubles),
  }
}

function laneAndId({ lane, id }: { lane: LaneName; id: number }) {
  return { lane, id }
}

function fateOf({ status, counted }: { status: number | null; counted: boolean }): Fate {
  if (status === null) return 'broken'
  if (status === 429) return 'rejected'
  if (status === 200) return counted ? 'allowed' : 'passed'
  return 'unavailable'
}

function noteTroubles(
  state: FailureState,
  { at, state: valkey }: { at: number; state: ValkeyState },
) {
  state.valkey = valkey
  const wanted: [Trouble['kind'], boolean][] = [
    ['slow', valkey.delayMs > 0],
    ['full', valkey.filled],
    ['frozen', valkey.process === 'frozen'],
    ['killed', valkey.process === 'killed'],
  ]
  let ended: Trouble['kind'] | null = null
  let began = false
  for (const [kind, is] of wanted) {
    const lasting = state.troubles.find((one) => one.kind === kind && one.to === null)
    const same = lasting && (kind !== 'slow' || lasting.delayMs === valkey.delayMs)
    if (lasting && !(is && same)) {
      state.troubles = state.troubles.map((one) => (one === lasting ? { ...one, to: at } : one))
      ended = kind
    }
    if (is && !same) {
      state.troubles.push({ kind, from: at, to: null, delayMs: valkey.delayMs })
      began = true
    }
  }
  if (began) state.recovery = null
  // Who is slow still counts: after a thaw there is a recovery to measure, also through a slow connection.
  else if (ended && valkey.process === 'running' && !valkey.filled) {
    state.recovery = recoveryFrom(ended, at)
  }
}
